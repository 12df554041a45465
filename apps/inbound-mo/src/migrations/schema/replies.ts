/** Lists a batch of replies under each advertiser they are meant for. */
export const FUNCTIONS = `
  CREATE OR REPLACE FUNCTION keep_reply_meant_for() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    INSERT INTO reply_meant_for (advertiser_id, received_at, reply_id)
      SELECT DISTINCT (a ->> 'advertiserId')::uuid, r.received_at, r.reply_id
      FROM added r, jsonb_array_elements(r.advertisers) AS a
      ON CONFLICT DO NOTHING;
    RETURN NULL;
  END $$;`;

/** Replies, their parts, and those that wait for a decision. */
export const REPLIES = `
  -- Parts stay after they were read, so that a retry starts no second text. The text is UTF-16: a phone may cut an emoji between two parts.
  -- \`breach\`: the provider may not deliver it; it joins only its like. \`repeats\`: the text that a repeated part belonged to.
  CREATE TABLE mo_part (
    mo_id uuid PRIMARY KEY,
    recipient_key text NOT NULL,
    provider text NOT NULL,
    msisdn text,
    code text NOT NULL,
    reference int NOT NULL,
    total int NOT NULL,
    sequence int NOT NULL,
    text_utf16 bytea,
    received_at timestamptz NOT NULL,
    stored_at timestamptz NOT NULL,
    traceparent text NOT NULL,
    reply_id uuid,
    breach text NOT NULL DEFAULT '',
    retry_key uuid,
    retry_within_ms float8,
    accepted_at timestamptz,
    repeats uuid
  );
  CREATE INDEX mo_part_read ON mo_part (recipient_key) WHERE reply_id IS NOT NULL;
  CREATE INDEX mo_part_retry ON mo_part (retry_key) WHERE reply_id IS NOT NULL;
  CREATE INDEX mo_part_waiting ON mo_part (recipient_key, code, reference, total) WHERE reply_id IS NULL;
  -- The first of texts that may be retries of one another, for as long as an operator retries.
  CREATE TABLE first_text (
    retry_key uuid PRIMARY KEY,
    reply_id uuid NOT NULL,
    received_at timestamptz NOT NULL,
    accepted_at timestamptz NOT NULL
  );
  CREATE INDEX first_text_age ON first_text USING brin (accepted_at);
  -- \`received_at\` may be by the clock of the operator, \`accepted_at\` is by that of the platform.
  CREATE TABLE reply (
    reply_id uuid PRIMARY KEY,
    recipient_key text NOT NULL,
    channel text NOT NULL CHECK (channel IN ('sms', 'web')),
    provider text,
    code text NOT NULL,
    msisdn text,
    text text,
    tier text NOT NULL,
    reason text NOT NULL,
    keyword text,
    every_advertiser boolean NOT NULL,
    attributed boolean NOT NULL,
    advertisers jsonb NOT NULL,
    received_at timestamptz NOT NULL,
    read_at timestamptz NOT NULL,
    accepted_at timestamptz
  );
  CREATE INDEX reply_in_clear ON reply (read_at) WHERE msisdn IS NOT NULL;
  CREATE INDEX reply_received ON reply (received_at, reply_id);
  CREATE INDEX reply_recipient ON reply (recipient_key, received_at);
  -- Advertisers of each reply, in the order of a list. Written by a trigger for each statement, since a batch of replies is one insert.
  CREATE TABLE reply_meant_for (
    advertiser_id uuid NOT NULL,
    received_at timestamptz NOT NULL,
    reply_id uuid NOT NULL,
    PRIMARY KEY (advertiser_id, received_at, reply_id)
  );
  CREATE TRIGGER reply_meant_for AFTER INSERT ON reply
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION keep_reply_meant_for();
  -- Unclassified replies, which a person reads. Text and number are in \`reply\` alone; without its text a reply cannot be decided any more and
  -- is \`erased\`. \`queued_at\` starts the deadline.
  CREATE TABLE unread_reply (
    reply_id uuid PRIMARY KEY,
    recipient_key text NOT NULL,
    region text NOT NULL,
    texted_by jsonb,
    traceparent text,
    received_at timestamptz NOT NULL,
    state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'opt-out', 'start', 'nothing', 'erased')),
    decided_at timestamptz,
    decided_by text,
    decided_why text,
    asks_for text NOT NULL DEFAULT 'stop' CHECK (asks_for IN ('stop', 'start')),
    certainty real CHECK ((certainty >= 0) AND (certainty <= 1)),
    queued_at timestamptz NOT NULL DEFAULT now(),
    automatic text CHECK (automatic IN ('deadline', 'deletion')),
    breach text CHECK (breach IN ('not-its-way', 'not-its-code')),
    CONSTRAINT unread_reply_decided CHECK ((state IN ('opt-out', 'start', 'nothing')) = ((decided_at IS NOT NULL) AND (decided_by IS NOT NULL) AND (decided_why IS NOT NULL)))
  );
  CREATE INDEX unread_reply_due ON unread_reply (queued_at) WHERE state = 'open' AND asks_for = 'stop';
  CREATE INDEX unread_reply_open ON unread_reply (recipient_key, received_at, reply_id) WHERE state = 'open';
  CREATE INDEX unread_reply_received ON unread_reply (received_at, reply_id);
  CREATE INDEX unread_reply_state ON unread_reply (state, received_at, reply_id);
  -- Texts that keep adverts from their senders until they are handled: few at any time. A row that a person ended stays as evidence.
  CREATE TABLE quarantine (
    mo_id uuid PRIMARY KEY,
    recipient_key text,
    code text,
    why text NOT NULL CHECK (why IN ('part', 'opt-out', 'undecided', 'unreadable')),
    reply_id uuid,
    every_advertiser boolean,
    advertiser_ids jsonb,
    received_at timestamptz NOT NULL,
    told_at timestamptz NOT NULL,
    ended_at timestamptz,
    ended_by text,
    ended_why text,
    CONSTRAINT quarantine_check1 CHECK (((ended_at IS NULL) = (ended_by IS NULL)) AND ((ended_at IS NULL) = (ended_why IS NULL))),
    CONSTRAINT quarantine_with_reply CHECK ((why IN ('opt-out', 'undecided')) = (reply_id IS NOT NULL))
  ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000);
  CREATE INDEX quarantine_open ON quarantine (told_at) WHERE ended_at IS NULL;
  CREATE INDEX quarantine_received ON quarantine (received_at, mo_id);
  CREATE INDEX quarantine_reply ON quarantine (reply_id) WHERE ended_at IS NULL;`;
