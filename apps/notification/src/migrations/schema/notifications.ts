/** Service messages and webhook deliveries. */
export const NOTIFICATIONS = `
  -- The key makes a confirmation unique. \`pending\` is the message until it is due, the only time its number is stored. After an erasure the row
  -- stays without its text, since a confirmation must not be sent again.
  CREATE TABLE service_message (
    message_id uuid PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('confirmation', 'contact', 'help')),
    recipient_key text NOT NULL,
    episode_ids uuid[] NOT NULL,
    advertiser_ids uuid[] NOT NULL,
    lang text NOT NULL CHECK (lang ~ '^[a-z]{2}$'),
    sender text NOT NULL,
    text text,
    state text NOT NULL CHECK (state IN ('scheduled', 'queued', 'submitting', 'submitted', 'blocked', 'rejected', 'expired', 'unknown')),
    state_at timestamptz NOT NULL,
    code text,
    at timestamptz NOT NULL,
    due_at timestamptz NOT NULL,
    pending jsonb,
    CONSTRAINT service_message_check CHECK ((pending IS NOT NULL) = (state = 'scheduled'))
  );
  CREATE INDEX service_message_due ON service_message (due_at) WHERE state = 'scheduled';
  CREATE INDEX service_message_recipient ON service_message (recipient_key, at DESC, message_id);
  -- The number is stored only until it is delivered. A call about an opt-out has its columns; any other has \`data\`, which names no person.
  CREATE TABLE webhook_delivery (
    change_id uuid NOT NULL,
    advertiser_id uuid NOT NULL,
    change text CHECK (change IN ('opted-out', 'repeated', 'returned')),
    scope text,
    source text,
    recipient_key text,
    msisdn text,
    happened_at timestamptz NOT NULL,
    traceparent text NOT NULL,
    state text NOT NULL CHECK (state IN ('pending', 'held', 'delivered', 'failed')),
    attempts int NOT NULL DEFAULT 0,
    next_at timestamptz NOT NULL,
    give_up_at timestamptz NOT NULL,
    result text,
    queued_at timestamptz NOT NULL,
    type text NOT NULL DEFAULT 'opt-out.changed',
    data jsonb,
    CONSTRAINT webhook_delivery_check CHECK ((msisdn IS NULL) OR (state IN ('pending', 'held'))),
    PRIMARY KEY (change_id, advertiser_id),
    CONSTRAINT webhook_delivery_told CHECK (
CASE type
    WHEN 'opt-out.changed' THEN ((data IS NULL) AND (num_nulls(change, scope, source, recipient_key) = 0))
    ELSE ((data IS NOT NULL) AND (num_nonnulls(change, scope, source, recipient_key, msisdn) = 0))
END)
  );
  CREATE INDEX webhook_delivery_advertiser ON webhook_delivery (advertiser_id, queued_at DESC, change_id);
  CREATE INDEX webhook_delivery_due ON webhook_delivery (advertiser_id, next_at) WHERE state = 'pending';
  CREATE INDEX webhook_delivery_held ON webhook_delivery (give_up_at) WHERE state = 'held';
  CREATE INDEX webhook_delivery_in_clear ON webhook_delivery (recipient_key) WHERE msisdn IS NOT NULL;`;
