/** Facts and audit events, in a partition for each day, and the sealed chain over them. */
export const PROOFS = `
  CREATE SEQUENCE fact_position;
  -- Append-only: what happened to a message, one row each.
  CREATE TABLE fact (
    position bigint NOT NULL DEFAULT nextval('fact_position'),
    at timestamptz NOT NULL,
    message_id uuid NOT NULL,
    consent_id uuid,
    day date NOT NULL,
    kind smallint NOT NULL,
    attempt smallint NOT NULL,
    generation smallint,
    recipient bytea,
    context bytea,
    reading bytea,
    previous bytea,
    hash bytea NOT NULL,
    own text,
    PRIMARY KEY (message_id, kind, attempt, day)
  ) PARTITION BY RANGE (day);
  CREATE INDEX fact_position_at ON fact (position);
  -- Rows of a day without a partition: a missing one never stops a decision.
  CREATE TABLE fact_rest PARTITION OF fact DEFAULT;
  -- Contents that many decisions share, once.
  CREATE TABLE fact_context (
    hash bytea PRIMARY KEY,
    content jsonb NOT NULL
  );
  CREATE TRIGGER fact_kept BEFORE UPDATE OR DELETE ON fact
    FOR EACH ROW EXECUTE FUNCTION refuse_forgetting();
  CREATE TRIGGER fact_kept_whole BEFORE TRUNCATE ON fact
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_forgetting();
  CREATE TRIGGER fact_context_kept BEFORE UPDATE OR DELETE ON fact_context
    FOR EACH ROW EXECUTE FUNCTION refuse_forgetting();
  CREATE TRIGGER fact_context_kept_whole BEFORE TRUNCATE ON fact_context
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_forgetting();
  -- Append-only: who did what, and who read whose data, one row per stage. Positions are those of facts, so that both are sealed up to a
  -- settled one. The day is that of the event: a repeated event is in the same partition, and stored once.
  CREATE TABLE audit_event (
    position bigint NOT NULL DEFAULT nextval('fact_position'),
    at timestamptz NOT NULL,
    id uuid NOT NULL,
    advertiser_id uuid,
    day date NOT NULL,
    status smallint,
    ended boolean NOT NULL,
    kind text NOT NULL,
    service text NOT NULL,
    operation text NOT NULL,
    actors text[] NOT NULL,
    resources text[] NOT NULL,
    recipients text[] NOT NULL,
    event text NOT NULL,
    hash bytea NOT NULL,
    PRIMARY KEY (id, ended, day)
  ) PARTITION BY RANGE (day);
  CREATE INDEX audit_event_actors ON audit_event USING gin (actors);
  CREATE INDEX audit_event_advertiser ON audit_event (advertiser_id, at);
  CREATE INDEX audit_event_at ON audit_event (at, id);
  CREATE INDEX audit_event_position ON audit_event (position);
  CREATE INDEX audit_event_recipients ON audit_event USING gin (recipients);
  CREATE INDEX audit_event_resources ON audit_event USING gin (resources);
  CREATE TABLE audit_event_rest PARTITION OF audit_event DEFAULT;
  CREATE TRIGGER audit_event_kept BEFORE UPDATE OR DELETE ON audit_event
    FOR EACH ROW EXECUTE FUNCTION refuse_forgetting();
  CREATE TRIGGER audit_event_kept_whole BEFORE TRUNCATE ON audit_event
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_forgetting();
  -- A batch seals the rows of one table and one day between two positions. \`key_id\` and \`signature\` are null in heads sealed before heads were
  -- signed.
  CREATE TABLE proof_batch (
    seq int PRIMARY KEY,
    day date NOT NULL,
    sealed_at timestamptz NOT NULL,
    count int NOT NULL,
    root bytea NOT NULL,
    previous bytea,
    head bytea NOT NULL,
    facts_of date,
    after_position bigint,
    to_position bigint,
    leaves text NOT NULL DEFAULT 'fact',
    key_id text,
    signature text
  );
  CREATE INDEX proof_batch_day ON proof_batch (day, seq);
  CREATE INDEX proof_batch_facts ON proof_batch (facts_of, to_position);
  CREATE TABLE proof_day (
    day date PRIMARY KEY,
    first_seq int NOT NULL,
    batches int NOT NULL,
    root bytea NOT NULL,
    previous bytea,
    head bytea NOT NULL,
    key_id text,
    signature text
  );
  CREATE TRIGGER proof_batch_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON proof_batch
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_unsealing();
  CREATE TRIGGER proof_day_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON proof_day
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_unsealing();
  CREATE TABLE proof_key (
    key_id text PRIMARY KEY,
    public_key text NOT NULL,
    valid_from timestamptz NOT NULL,
    valid_until timestamptz,
    revoked_from timestamptz
  );`;
