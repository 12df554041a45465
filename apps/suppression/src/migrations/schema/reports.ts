/** Complaints, erasures and evidence files. */
export const REPORTS = `
  -- The id is made of what identifies a report, so that a repeated one is recognized. No number is stored, and of the text only what can be
  -- compared: its digits are masked.
  CREATE TABLE abuse_report (
    id uuid PRIMARY KEY,
    seq bigint GENERATED ALWAYS AS IDENTITY,
    source text NOT NULL,
    report_id text,
    sender text NOT NULL,
    recipient_key text,
    received_at timestamptz NOT NULL,
    sent_at timestamptz,
    text text,
    state text NOT NULL CHECK (state IN ('matched', 'unmatched', 'resolved')),
    code text,
    advertiser_id uuid,
    recorded_at timestamptz NOT NULL,
    resolved_by text,
    resolution text,
    resolved_at timestamptz,
    campaign_id uuid
  );
  CREATE UNIQUE INDEX abuse_report_order ON abuse_report (state, seq);
  CREATE INDEX abuse_report_recipient ON abuse_report (recipient_key) WHERE recipient_key IS NOT NULL;
  CREATE INDEX abuse_report_recorded ON abuse_report (recorded_at);
  -- Erasures that were carried out. Once a person wants the opt-out itself forgotten, the key is deleted from every row. \`request_id\`: the
  -- request, where it is not the id.
  CREATE TABLE erasure (
    id uuid PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('erased', 'forgotten')),
    recipient_key text,
    scope text NOT NULL,
    requested_by text NOT NULL,
    reason text NOT NULL,
    document text,
    explained_at timestamptz,
    insisted_at timestamptz,
    done_at timestamptz NOT NULL,
    request_id uuid,
    CONSTRAINT erasure_check CHECK ((kind = 'erased') OR ((recipient_key IS NULL) AND (document IS NOT NULL) AND (insisted_at >= explained_at)))
  );
  CREATE INDEX erasure_done ON erasure (done_at, id);
  CREATE INDEX erasure_recipient ON erasure (recipient_key) WHERE recipient_key IS NOT NULL;
  CREATE INDEX erasure_request ON erasure (request_id) WHERE request_id IS NOT NULL;
  -- The file is not stored, nor whose it is. The row shows that a file is from this platform.
  CREATE TABLE evidence_file (
    id uuid PRIMARY KEY,
    made_by text NOT NULL,
    purpose text NOT NULL,
    made_at timestamptz NOT NULL,
    entries bigint NOT NULL,
    bytes bigint NOT NULL,
    sha256 text NOT NULL,
    key_id text NOT NULL,
    signature text NOT NULL
  );`;
