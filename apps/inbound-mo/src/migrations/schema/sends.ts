/** Ledger of recent sends: whom a reply is meant for, and which message a receipt is about. */
export const SENDS = `
  -- Each row is updated twice within seconds, in place. \`told\`: how much is known of a send, whose events arrive on two topics without order.
  CREATE TABLE sent_message (
    message_id uuid PRIMARY KEY,
    recipient_key text NOT NULL,
    advertiser_id uuid,
    campaign_id uuid,
    lane text NOT NULL,
    provider text NOT NULL,
    sender text NOT NULL,
    reply_code text,
    parts int,
    sent_at timestamptz NOT NULL,
    outcome text CHECK (outcome IN ('delivered', 'failed')),
    settled_at timestamptz,
    is_unknown boolean NOT NULL DEFAULT false,
    traceparent text,
    told int NOT NULL DEFAULT 0,
    stayed boolean NOT NULL DEFAULT false
  ) WITH (fillfactor = 50);
  CREATE INDEX sent_message_age ON sent_message USING brin (sent_at);
  CREATE INDEX sent_message_recipient ON sent_message (recipient_key, sent_at);
  -- No foreign key: it would look up and lock a message for each part. Ids are compared without capitals and leading zeros, as \`comparable\`
  -- does.
  CREATE TABLE sent_part (
    provider text NOT NULL,
    smsc_id text NOT NULL,
    message_id uuid NOT NULL,
    sent_at timestamptz NOT NULL,
    stat text,
    error text,
    settled_at timestamptz,
    PRIMARY KEY (provider, smsc_id)
  ) WITH (fillfactor = 50);
  CREATE INDEX sent_part_age ON sent_part USING brin (sent_at);
  CREATE INDEX sent_part_alike ON sent_part (provider, ltrim(lower(smsc_id), '0'));
  CREATE INDEX sent_part_message ON sent_part (message_id);
  -- Numbers with a failure that was published and no delivery since: suppression, which reads failures alone, needs the next delivery.
  CREATE TABLE failed_number (
    recipient_key text PRIMARY KEY,
    failed_at timestamptz NOT NULL
  ) WITH (fillfactor = 80);
  -- Receipts acknowledged and not joined to a message yet. \`only_of_handset\`: it may have been typed by a person, and can be about that
  -- handset alone.
  CREATE TABLE raw_receipt (
    seq bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    receipt_id uuid NOT NULL UNIQUE,
    provider text NOT NULL,
    smsc_id text NOT NULL,
    stat text NOT NULL,
    error text,
    recipient_key text,
    at timestamptz NOT NULL,
    received_at timestamptz NOT NULL,
    only_of_handset boolean NOT NULL DEFAULT false
  ) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 20000);
  CREATE INDEX raw_receipt_alike ON raw_receipt (ltrim(lower(smsc_id), '0'));
  -- Without a number after an erasure: the link still works. \`language\`: ISO 639-1, that of the text with the link.
  CREATE TABLE unsubscribe_token (
    token text PRIMARY KEY,
    recipient_key text NOT NULL,
    msisdn text,
    advertiser_id uuid NOT NULL,
    campaign_id uuid,
    sent_at timestamptz NOT NULL,
    pressed_at timestamptz,
    language text
  );
  CREATE INDEX unsubscribe_token_recipient ON unsubscribe_token (recipient_key);`;
