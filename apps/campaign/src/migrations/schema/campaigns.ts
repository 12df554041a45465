/** Campaigns, their controls and the complaints that pause them. */
export const CAMPAIGNS = `
  -- \`recipients\` and \`upto_seq\` are fixed at the start; \`last_seq\` is the cursor, moved together with the messages that were created.
  -- \`controlled\`: its last control is on the topic. \`pause_code\`: it paused by itself, and only a named person resumes it. The \`base_\` counts and
  -- \`judged_from\` are where its thresholds start to count again after that. \`version\` grows with each change of a draft.
  CREATE TABLE campaign (
    id uuid PRIMARY KEY,
    advertiser_id uuid NOT NULL REFERENCES advertiser,
    address_book_id uuid NOT NULL REFERENCES address_book,
    category text NOT NULL,
    text text NOT NULL,
    mention text,
    send_at timestamptz,
    expires_at timestamptz,
    state text NOT NULL CHECK (state IN ('draft', 'scheduled', 'running', 'paused', 'completed', 'cancelled')),
    reason text,
    recipients int,
    last_seq bigint NOT NULL DEFAULT 0,
    upto_seq bigint,
    expanded boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL,
    started_at timestamptz,
    advanced_at timestamptz,
    finished_at timestamptz,
    controlled boolean NOT NULL DEFAULT false,
    pause_code text,
    alerted_at timestamptz,
    judged_from timestamptz NOT NULL DEFAULT '-infinity',
    base_delivered int NOT NULL DEFAULT 0,
    base_opted_out int NOT NULL DEFAULT 0,
    paused_by_advertiser boolean NOT NULL DEFAULT false,
    made int NOT NULL DEFAULT 0,
    when_capped text,
    version int NOT NULL DEFAULT 1,
    is_counted boolean NOT NULL DEFAULT false
  );
  CREATE INDEX campaign_address_book ON campaign (address_book_id);
  CREATE INDEX campaign_advertiser ON campaign (advertiser_id, id);
  CREATE INDEX campaign_controlled ON campaign (finished_at) WHERE controlled;
  CREATE INDEX campaign_unannounced ON campaign (id) WHERE (NOT controlled) AND state IN ('scheduled', 'running', 'paused');
  CREATE INDEX campaign_unfinished ON campaign (state) WHERE state IN ('scheduled', 'running', 'paused');
  -- Append-only: who controlled a campaign, when and why.
  CREATE TABLE campaign_control (
    campaign_id uuid NOT NULL REFERENCES campaign,
    seq bigint GENERATED ALWAYS AS IDENTITY,
    action text NOT NULL CHECK (action IN ('start', 'pause', 'resume', 'cancel')),
    by text,
    code text,
    reason text,
    at timestamptz NOT NULL,
    PRIMARY KEY (campaign_id, seq)
  );
  -- One row per complaint and scope, whether or not the message it is about was found.
  CREATE TABLE complaint (
    change_id uuid NOT NULL,
    scope text NOT NULL,
    campaign_id uuid,
    at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL,
    PRIMARY KEY (change_id, scope)
  );
  CREATE INDEX complaint_at ON complaint (at);
  CREATE INDEX complaint_campaign ON complaint (campaign_id) WHERE campaign_id IS NOT NULL;`;
