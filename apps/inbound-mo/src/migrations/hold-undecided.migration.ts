import type { MigrationInterface, QueryRunner } from 'typeorm';

export class HoldUndecided1764000071000 implements MigrationInterface {
  readonly name = 'HoldUndecided1764000071000';

  /** Constraints are widened only, so that the release before this one goes on beside it. */
  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [COLUMNS, STATES, DECIDED, DUE, ...SHOWN, WHY, WITH_REPLY, HOLD_OPEN])
      await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DELETE FROM quarantine WHERE why = 'undecided'`);
    await runner.query(`
      ALTER TABLE quarantine DROP CONSTRAINT quarantine_why_check, DROP CONSTRAINT quarantine_with_reply,
        ADD CONSTRAINT quarantine_why_check CHECK (why IN ('part', 'opt-out', 'unreadable')),
        ADD CONSTRAINT quarantine_check CHECK ((why = 'opt-out') = (reply_id IS NOT NULL))`);
    await runner.query(`DELETE FROM unread_reply WHERE asks_for = 'start' OR state = 'start'`);
    await runner.query('DROP INDEX unread_reply_due');
    await runner.query('DROP INDEX unread_reply_open');
    await runner.query(`CREATE INDEX unread_reply_open ON unread_reply (recipient_key) WHERE state = 'open'`);
    await runner.query(`
      ALTER TABLE unread_reply DROP CONSTRAINT unread_reply_state_check, DROP CONSTRAINT unread_reply_decided,
        DROP COLUMN asks_for, DROP COLUMN certainty, DROP COLUMN queued_at, DROP COLUMN automatic,
        ADD CONSTRAINT unread_reply_state_check CHECK (state IN ('open', 'opt-out', 'nothing', 'erased')),
        ADD CONSTRAINT unread_reply_check CHECK ((state IN ('opt-out', 'nothing'))
          = (decided_at IS NOT NULL AND decided_by IS NOT NULL AND decided_why IS NOT NULL))`);
  }
}

// The deadline of replies that wait already begins with the migration: no queue is decided by an upgrade.
const COLUMNS = `
  ALTER TABLE unread_reply
    ADD COLUMN asks_for text NOT NULL DEFAULT 'stop' CHECK (asks_for IN ('stop', 'start')),
    ADD COLUMN certainty real CHECK (certainty BETWEEN 0 AND 1),
    ADD COLUMN queued_at timestamptz NOT NULL DEFAULT now(),
    ADD COLUMN automatic text CHECK (automatic IN ('deadline', 'deletion'))`;

const STATES = `
  ALTER TABLE unread_reply DROP CONSTRAINT unread_reply_state_check,
    ADD CONSTRAINT unread_reply_state_check CHECK (state IN ('open', 'opt-out', 'start', 'nothing', 'erased'))`;

const DECIDED = `
  ALTER TABLE unread_reply DROP CONSTRAINT unread_reply_check,
    ADD CONSTRAINT unread_reply_decided CHECK ((state IN ('opt-out', 'start', 'nothing'))
      = (decided_at IS NOT NULL AND decided_by IS NOT NULL AND decided_why IS NOT NULL))`;

const DUE = `CREATE INDEX unread_reply_due ON unread_reply (queued_at) WHERE state = 'open' AND asks_for = 'stop'`;

// Whether a reply is among the first of its person is one step of the index, however many that person has written.
const SHOWN = [
  'DROP INDEX unread_reply_open',
  `CREATE INDEX unread_reply_open ON unread_reply (recipient_key, received_at, reply_id) WHERE state = 'open'`,
];

const WHY = `
  ALTER TABLE quarantine DROP CONSTRAINT quarantine_why_check,
    ADD CONSTRAINT quarantine_why_check CHECK (why IN ('part', 'opt-out', 'undecided', 'unreadable'))`;

const WITH_REPLY = `
  ALTER TABLE quarantine DROP CONSTRAINT quarantine_check,
    ADD CONSTRAINT quarantine_with_reply CHECK ((why IN ('opt-out', 'undecided')) = (reply_id IS NOT NULL))`;

// What waits already keeps adverts from here on; it is published as it is told again.
const HOLD_OPEN = `
  INSERT INTO quarantine (mo_id, recipient_key, code, why, reply_id, every_advertiser, advertiser_ids, received_at, told_at)
  SELECT r.reply_id, r.recipient_key, r.code, 'undecided', r.reply_id,
    r.every_advertiser OR jsonb_array_length(r.advertisers) = 0,
    jsonb_path_query_array(r.advertisers, '$[*].advertiserId'), u.received_at, to_timestamp(0)
  FROM unread_reply u JOIN reply r USING (reply_id) WHERE u.state = 'open'
  ON CONFLICT (mo_id) DO NOTHING`;
