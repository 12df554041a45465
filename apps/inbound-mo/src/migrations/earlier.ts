import type { EarlierSchema } from '@stopsms/persistence';

const RETRIES = [
  `CREATE TABLE first_text (
    retry_key uuid PRIMARY KEY,
    reply_id uuid NOT NULL,
    received_at timestamptz NOT NULL,
    accepted_at timestamptz NOT NULL
  )`,
  'CREATE INDEX first_text_age ON first_text USING brin (accepted_at)',
  'ALTER TABLE reply ADD COLUMN accepted_at timestamptz',
  `ALTER TABLE mo_part ADD COLUMN retry_key uuid, ADD COLUMN retry_within_ms float8, ADD COLUMN accepted_at timestamptz,
    ADD COLUMN repeats uuid`,
  'CREATE INDEX mo_part_retry ON mo_part (retry_key) WHERE reply_id IS NOT NULL',
];

// Constraints become wider, so that replicas of the release before continue. The deadline of replies that wait already starts with the
// upgrade: it decides none of them.
const DECISIONS = [
  `ALTER TABLE unread_reply
    ADD COLUMN asks_for text NOT NULL DEFAULT 'stop' CHECK (asks_for IN ('stop', 'start')),
    ADD COLUMN certainty real CHECK (certainty BETWEEN 0 AND 1),
    ADD COLUMN queued_at timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN automatic text CHECK (automatic IN ('deadline', 'deletion')),
    ADD COLUMN breach text CHECK (breach IN ('not-its-way', 'not-its-code')),
    DROP CONSTRAINT unread_reply_state_check,
    ADD CONSTRAINT unread_reply_state_check CHECK (state IN ('open', 'opt-out', 'start', 'nothing', 'erased')),
    DROP CONSTRAINT unread_reply_check,
    ADD CONSTRAINT unread_reply_decided CHECK ((state IN ('opt-out', 'start', 'nothing'))
      = (decided_at IS NOT NULL AND decided_by IS NOT NULL AND decided_why IS NOT NULL))`,
  `CREATE INDEX unread_reply_due ON unread_reply (queued_at) WHERE state = 'open' AND asks_for = 'stop'`,
  'DROP INDEX unread_reply_open',
  `CREATE INDEX unread_reply_open ON unread_reply (recipient_key, received_at, reply_id) WHERE state = 'open'`,
  `ALTER TABLE quarantine
    DROP CONSTRAINT quarantine_why_check,
    ADD CONSTRAINT quarantine_why_check CHECK (why IN ('part', 'opt-out', 'undecided', 'unreadable')),
    DROP CONSTRAINT quarantine_check,
    ADD CONSTRAINT quarantine_with_reply CHECK ((why IN ('opt-out', 'undecided')) = (reply_id IS NOT NULL))`,
];

// Replies that wait hold adverts from now on; they are published with the next repetition.
const HOLD_OPEN = `
  INSERT INTO quarantine (mo_id, recipient_key, code, why, reply_id, every_advertiser, advertiser_ids, received_at, told_at)
  SELECT r.reply_id, r.recipient_key, r.code, 'undecided', r.reply_id,
    r.every_advertiser OR jsonb_array_length(r.advertisers) = 0,
    jsonb_path_query_array(r.advertisers, '$[*].advertiserId'), u.received_at, to_timestamp(0)
  FROM unread_reply u JOIN reply r USING (reply_id) WHERE u.state = 'open'
  ON CONFLICT (mo_id) DO NOTHING`;

// Written by earlier commits, and read by none.
const UNUSED = 'ALTER TABLE reply DROP COLUMN flag';

export const EARLIER: EarlierSchema[] = [
  {
    of: 'commit 1e1fd4d',
    migrations: 19,
    newest: 'KeepInPlace1764000060000',
    upgrade: [...RETRIES, ...DECISIONS, HOLD_OPEN, UNUSED],
  },
  { of: 'commit 7d9e197', migrations: 22, newest: 'KeepBreaches1764000072000', upgrade: [UNUSED] },
];
