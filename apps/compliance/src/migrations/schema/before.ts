/** Messages and proofs of releases without facts. */
export const BEFORE = `
  CREATE TABLE message_before (
    message_id uuid PRIMARY KEY,
    advertiser_id uuid NOT NULL,
    campaign_id uuid,
    category text NOT NULL,
    recipient_key text,
    region text,
    attempt int NOT NULL,
    request text,
    decisions jsonb NOT NULL,
    outcomes jsonb NOT NULL DEFAULT '{}',
    traceparent text NOT NULL,
    requested_at timestamptz NOT NULL,
    made_in_generation smallint NOT NULL DEFAULT 0
  ) WITH (fillfactor = 75);
  CREATE TABLE proof_leaf (
    seq int NOT NULL,
    position int NOT NULL,
    message_id uuid NOT NULL,
    hash bytea NOT NULL,
    consents bytea NOT NULL,
    entries text NOT NULL,
    PRIMARY KEY (seq, position)
  );
  CREATE INDEX proof_leaf_message ON proof_leaf (message_id);
  CREATE TRIGGER proof_batch_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON proof_batch
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_unsealing();
  CREATE TRIGGER proof_leaf_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON proof_leaf
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_unsealing();
  CREATE TRIGGER proof_day_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON proof_day
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_unsealing();
  CREATE TABLE proof_queue (
    message_id uuid NOT NULL
  );`;
