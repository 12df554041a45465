/** The opt-out list. No number is stored, only its keyed hash (CNIL MED-2023-040). */
export const OPT_OUTS = `
  -- Lists of one advertiser are read by (scope, recipient_key); "C", so that \`<id>\` and \`<id>/…\` are adjacent whatever the locale.
  -- \`accepted_at\`: by the clock of the platform, of the return that ended it.
  CREATE TABLE opt_out (
    recipient_key text NOT NULL,
    scope text NOT NULL,
    state text NOT NULL CHECK (state IN ('out', 'back')),
    episode_id uuid NOT NULL,
    source text NOT NULL,
    evidence_id text NOT NULL,
    since timestamptz NOT NULL,
    accepted_at timestamptz,
    PRIMARY KEY (recipient_key, scope)
  );
  CREATE INDEX opt_out_by_scope ON opt_out (scope COLLATE "C", recipient_key COLLATE "C");
  -- Append-only: every request ever made, repeated ones included. The key makes a replayed cause a no-op. \`document\`: kind, location, instant and
  -- digest of the evidence by which a named person ended an opt-out.
  CREATE TABLE opt_out_event (
    cause_id uuid NOT NULL,
    recipient_key text NOT NULL,
    scope text NOT NULL,
    change text NOT NULL CHECK (change IN ('opted-out', 'repeated', 'returned')),
    episode_id uuid NOT NULL,
    source text NOT NULL,
    evidence_id text NOT NULL,
    reason text NOT NULL,
    at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL,
    recorded_by text,
    document jsonb,
    accepted_at timestamptz,
    PRIMARY KEY (cause_id, recipient_key, scope)
  );
  CREATE INDEX opt_out_event_recipient ON opt_out_event (recipient_key, at);
  -- Apart from opt-outs: that a number cannot be reached is nobody's wish. A number without a row is not known to fail.
  CREATE TABLE number_state (
    recipient_key text PRIMARY KEY,
    state text NOT NULL CHECK (state IN ('unreachable', 'suspended', 'invalid')),
    since timestamptz NOT NULL,
    last_failure_at timestamptz NOT NULL,
    message_id uuid NOT NULL,
    provider text NOT NULL,
    stat text NOT NULL,
    error text
  );
  CREATE INDEX number_state_unreachable ON number_state (last_failure_at) WHERE state = 'unreachable';
  -- While one is unfinished the opt-out topic may lack someone: every replica withholds its heartbeats, and an interrupted one continues at the
  -- next start. \`moves_to\`: generation of recipient keys that the list moves to.
  CREATE TABLE republication (
    id uuid PRIMARY KEY,
    requested_by text NOT NULL,
    reason text NOT NULL,
    started_at timestamptz NOT NULL,
    finished_at timestamptz,
    replica uuid,
    turn_ends_at timestamptz,
    opt_outs bigint NOT NULL DEFAULT 0,
    number_states bigint NOT NULL DEFAULT 0,
    moves_to int
  );
  CREATE UNIQUE INDEX republication_under_way ON republication ((true)) WHERE finished_at IS NULL;
  -- Entries of an operator's list, while it is compared with ours.
  CREATE TABLE reconciled_key (
    reconciliation_id uuid NOT NULL,
    recipient_key text NOT NULL,
    listed_at timestamptz NOT NULL,
    PRIMARY KEY (reconciliation_id, recipient_key)
  );
  -- The file is streamed and not stored; its digest and signature are, for ever.
  CREATE TABLE opt_out_export (
    id uuid PRIMARY KEY,
    advertiser_id uuid NOT NULL,
    exported_at timestamptz NOT NULL,
    entries bigint NOT NULL,
    bytes bigint NOT NULL,
    sha256 text NOT NULL,
    key_id text NOT NULL,
    signature text NOT NULL
  );`;
