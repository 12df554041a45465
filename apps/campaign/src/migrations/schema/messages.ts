/** Messages and the statistics made of them. */
export const MESSAGES = `
  -- Neither number nor text is stored with a message. \`open\`: 0 final, 1 on the way to the operator, 2 held. \`news\`: what the last change of
  -- the row reported for the first time, in bits, see record-daily-metrics.ts. Pages keep room for updates in place, so no index has a column that
  -- changes with each update.
  CREATE TABLE message (
    id uuid PRIMARY KEY,
    advertiser_id uuid,
    campaign_id uuid,
    recipient_key text,
    category text,
    step text NOT NULL,
    progress int NOT NULL,
    code text,
    open smallint NOT NULL,
    opted_out boolean NOT NULL DEFAULT false,
    timeline jsonb,
    body_hash text,
    created_at timestamptz NOT NULL,
    news smallint NOT NULL DEFAULT 0,
    accepted_at timestamptz,
    cleared_at timestamptz,
    begun_at timestamptz,
    submitted_at timestamptz,
    delivered_at timestamptz,
    is_unknown boolean NOT NULL DEFAULT false
  ) WITH (fillfactor = 50);
  CREATE INDEX message_advert ON message (advertiser_id, created_at) WHERE category = 'marketing';
  CREATE INDEX message_of_campaign ON message (campaign_id, created_at, id) WHERE campaign_id IS NOT NULL;
  CREATE INDEX message_open ON message (campaign_id, open) WHERE open > 0 AND campaign_id IS NOT NULL;
  CREATE INDEX message_opted_out ON message (campaign_id) WHERE opted_out AND campaign_id IS NOT NULL;
  CREATE INDEX message_recipient ON message (recipient_key, created_at);
  CREATE INDEX message_unknown_id ON message (id) WHERE is_unknown;
  -- Beside the campaign, not in it: whoever creates its messages holds that row, and skips one that another holds.
  CREATE TABLE campaign_figures (
    campaign_id uuid PRIMARY KEY,
    sent int NOT NULL DEFAULT 0,
    delivered int NOT NULL DEFAULT 0,
    failed int NOT NULL DEFAULT 0,
    opted_out int NOT NULL DEFAULT 0,
    complaints int NOT NULL DEFAULT 0
  ) WITH (fillfactor = 50);
  -- Each row is updated in place, many times on its day.
  CREATE TABLE day_figures (
    advertiser_id uuid NOT NULL,
    day date NOT NULL,
    category text NOT NULL,
    sent int NOT NULL DEFAULT 0,
    delivered int NOT NULL DEFAULT 0,
    failed int NOT NULL DEFAULT 0,
    opted_out int NOT NULL DEFAULT 0,
    complaints int NOT NULL DEFAULT 0,
    PRIMARY KEY (advertiser_id, day, category)
  ) WITH (fillfactor = 50);
  -- Messages sent in each ten seconds, from which the end of a campaign is estimated.
  CREATE TABLE departure (
    at timestamptz PRIMARY KEY,
    messages int NOT NULL
  );`;
