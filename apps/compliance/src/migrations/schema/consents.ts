/** Consents and what else is known of a recipient. No number is stored, only its keyed hash, but for days in `start_number`. */
export const CONSENTS = `
  -- Append-only evidence of what a person agreed to, when and where. \`own_act\`: an act of the person that reached the platform as such; an
  -- import never ends an opt-out (docs/law/consent.md#imports). \`made_in_generation\`: generation of the recipient key when the row was written
  -- and sealed. \`digest\`: by which proofs seal it.
  CREATE TABLE consent (
    consent_id uuid PRIMARY KEY,
    recipient_key text NOT NULL,
    advertiser_id uuid NOT NULL,
    basis text NOT NULL CHECK (basis IN ('consent', 'soft_opt_in', 'inquiry', 'b2b', 'charity_li')),
    granted_at timestamptz NOT NULL,
    source text NOT NULL,
    wording text NOT NULL,
    collected_by text NOT NULL,
    evidence jsonb NOT NULL,
    recorded_at timestamptz NOT NULL,
    own_act boolean NOT NULL DEFAULT false,
    made_in_generation smallint NOT NULL DEFAULT 0,
    digest bytea
  );
  CREATE INDEX consent_recipient ON consent (recipient_key, advertiser_id, granted_at);
  CREATE TABLE consent_withdrawal (
    withdrawal_id uuid PRIMARY KEY,
    recipient_key text NOT NULL,
    advertiser_id uuid NOT NULL,
    withdrawn_at timestamptz NOT NULL,
    source text NOT NULL,
    reason text NOT NULL,
    recorded_at timestamptz NOT NULL
  );
  CREATE INDEX consent_withdrawal_recipient ON consent_withdrawal (recipient_key, advertiser_id, withdrawn_at);
  CREATE TRIGGER consent_kept BEFORE UPDATE OR DELETE ON consent
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER consent_kept_whole BEFORE TRUNCATE ON consent
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER consent_withdrawal_kept BEFORE UPDATE OR DELETE ON consent_withdrawal
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
  CREATE TRIGGER consent_withdrawal_kept_whole BEFORE TRUNCATE ON consent_withdrawal
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
  CREATE TABLE consent_erased (
    consent_id uuid NOT NULL,
    digest bytea NOT NULL,
    PRIMARY KEY (consent_id, digest)
  );
  -- Number and code of a START, for a confirmation when an earlier opt-out arrives later. Stored for days.
  CREATE TABLE start_number (
    consent_id uuid PRIMARY KEY,
    recipient_key text NOT NULL,
    msisdn text NOT NULL,
    region text NOT NULL,
    code text NOT NULL,
    heard_at timestamptz NOT NULL
  );
  CREATE INDEX start_number_age ON start_number USING brin (heard_at);
  CREATE INDEX start_number_recipient ON start_number (recipient_key);
  -- Copy of the opt-out list, one row per episode.
  CREATE TABLE opt_out (
    recipient_key text NOT NULL,
    scope text NOT NULL,
    episode_id uuid NOT NULL,
    state text NOT NULL CHECK (state IN ('out', 'back')),
    out_at timestamptz,
    back_at timestamptz,
    source text NOT NULL,
    evidence_id text NOT NULL,
    PRIMARY KEY (recipient_key, scope, episode_id)
  );
  CREATE TABLE last_contact (
    recipient_key text NOT NULL,
    advertiser_id uuid NOT NULL,
    at timestamptz NOT NULL,
    reply_id uuid NOT NULL,
    PRIMARY KEY (recipient_key, advertiser_id)
  );
  -- Copy of the number states of suppression; a number without a row may be tried.
  CREATE TABLE number_state (
    recipient_key text PRIMARY KEY,
    state text NOT NULL CHECK (state IN ('suspended', 'invalid')),
    since timestamptz NOT NULL,
    provider text NOT NULL,
    error text
  );`;
