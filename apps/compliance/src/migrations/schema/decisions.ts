/** Messages that wait or may have another attempt, reviews, and limits by advertiser and recipient. */
export const DECISIONS = `
  -- Message ids, for ever, so that the same id twice is one SMS.
  CREATE TABLE asked (
    message_id uuid PRIMARY KEY,
    day date NOT NULL
  );
  -- Messages that may have another attempt, with their number and text, which are stored nowhere else.
  CREATE TABLE open_message (
    message_id uuid PRIMARY KEY,
    advertiser_id uuid NOT NULL,
    is_advert boolean NOT NULL,
    attempt int NOT NULL,
    decided_at timestamptz NOT NULL,
    request text NOT NULL,
    traceparent text NOT NULL
  ) WITH (fillfactor = 90);
  CREATE INDEX open_message_age ON open_message USING brin (decided_at);
  -- Held messages, found by what releases them: time, campaign, review, recipient, advertiser, caps. \`capped_by\`: the caps of the advertiser
  -- while a message waits for one; it is decided again if they change.
  CREATE TABLE held (
    message_id uuid PRIMARY KEY,
    until timestamptz NOT NULL,
    campaign_id uuid,
    paused boolean NOT NULL DEFAULT false,
    review_id uuid,
    recipient_key text,
    paused_advertiser uuid,
    capped_by text
  );
  CREATE INDEX held_campaign ON held (campaign_id) WHERE campaign_id IS NOT NULL;
  CREATE INDEX held_capped_by ON held (capped_by) WHERE capped_by IS NOT NULL;
  CREATE INDEX held_paused_advertiser ON held (paused_advertiser) WHERE paused_advertiser IS NOT NULL;
  CREATE INDEX held_recipient ON held (recipient_key);
  CREATE INDEX held_review ON held (review_id) WHERE review_id IS NOT NULL;
  CREATE INDEX held_until ON held (until);
  -- Result of classifying a text, once for all messages that have it.
  CREATE TABLE text_reading (
    reading_id text PRIMARY KEY,
    reading jsonb NOT NULL
  );
  -- One row for all messages that a person decides about by reading one text. The text is stored as it was sent, digits included, because a
  -- price, a date or a link often decides; it is deleted 30 days after the decision. \`releasing\`: messages that waited are still to be released.
  -- \`template_key\`, \`kinds\`, \`score\`: texts of one template share a decision as far as no more is found in them. \`shown_at\`: the advertiser
  -- submitted the text before it sent it. \`decided_with\`, \`read_hash\`: the review of the template that a person read, and its text.
  CREATE TABLE review (
    review_id uuid PRIMARY KEY,
    text_key text NOT NULL,
    group_key text NOT NULL,
    advertiser_id uuid NOT NULL,
    campaign_id uuid,
    declared text NOT NULL,
    reading_id text NOT NULL,
    text_hash text NOT NULL,
    text text,
    opened_at timestamptz NOT NULL,
    state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'approved', 'refused')),
    decided_at timestamptz,
    decided_by text,
    reason text,
    valid_until timestamptz,
    releasing boolean NOT NULL DEFAULT false,
    template_key text,
    kinds text[],
    score float8,
    shown_at timestamptz,
    decided_with uuid,
    read_hash text,
    CONSTRAINT review_check CHECK ((state = 'open') = (decided_at IS NULL)),
    CONSTRAINT review_check1 CHECK ((state = 'open') OR ((decided_by IS NOT NULL) AND (reason IS NOT NULL) AND (valid_until IS NOT NULL)))
  );
  CREATE INDEX review_group ON review (group_key);
  CREATE UNIQUE INDEX review_open_group ON review (group_key) WHERE state = 'open';
  CREATE UNIQUE INDEX review_open_text ON review (text_key) WHERE state = 'open';
  CREATE INDEX review_opened ON review (opened_at, review_id);
  CREATE INDEX review_releasing ON review (review_id) WHERE releasing;
  CREATE INDEX review_shown ON review (advertiser_id) WHERE state = 'open' AND shown_at IS NOT NULL;
  CREATE INDEX review_state ON review (state, opened_at, review_id);
  CREATE INDEX review_template ON review (template_key) WHERE template_key IS NOT NULL;
  CREATE INDEX review_text ON review (text_key);
  -- Texts that were sent, to match complaints with. Texts are those of \`comparableText\`, each once; of a campaign whose texts differ by a name,
  -- the first of each batch.
  CREATE TABLE sent_text (
    text_id uuid PRIMARY KEY,
    advertiser_id uuid NOT NULL,
    campaign_id uuid,
    sender text NOT NULL,
    text text NOT NULL,
    kept_at timestamptz NOT NULL
  );
  CREATE INDEX sent_text_advertiser ON sent_text (advertiser_id);
  CREATE INDEX sent_text_age ON sent_text USING brin (kept_at);
  CREATE INDEX sent_text_sender ON sent_text (lower(sender));
  -- Recipients of a text, one row per batch. The first key is that of the recipient whose text it is.
  CREATE TABLE sent_text_batch (
    text_id uuid NOT NULL,
    at timestamptz NOT NULL,
    recipient_keys text[] NOT NULL
  );
  CREATE INDEX sent_text_batch_age ON sent_text_batch USING brin (at);
  CREATE INDEX sent_text_batch_first ON sent_text_batch ((recipient_keys[1]));
  CREATE INDEX sent_text_batch_text ON sent_text_batch (text_id, at);
  -- Campaigns that were stopped or have an owner; a tombstone deletes the row.
  CREATE TABLE campaign_control (
    campaign_id uuid PRIMARY KEY,
    state text NOT NULL CHECK (state IN ('running', 'paused', 'cancelled')),
    at timestamptz NOT NULL,
    advertiser_id uuid
  );
  -- Publisher of a message requested on its own topic: outcomes are published to it alone.
  CREATE TABLE published_message (
    message_id uuid PRIMARY KEY,
    publisher text NOT NULL,
    advertiser_id uuid NOT NULL,
    asked_at timestamptz NOT NULL
  );
  CREATE INDEX published_message_age ON published_message USING brin (asked_at);
  -- Messages cleared for an advertiser on a day or in a month (UTC), and the warnings published. Pages keep room, since every batch updates a
  -- row.
  CREATE TABLE quota_use (
    advertiser_id uuid NOT NULL,
    period text NOT NULL CHECK (period IN ('day', 'month')),
    starts_on date NOT NULL,
    used bigint NOT NULL DEFAULT 0,
    told_percent int,
    told_limit bigint,
    PRIMARY KEY (advertiser_id, period, starts_on)
  ) WITH (fillfactor = 50);
  CREATE INDEX quota_use_age ON quota_use (starts_on);
  -- Templates of informative texts sent on a day (UTC), hashed to 8 bytes and a few at most: only their count matters.
  CREATE TABLE right_day (
    advertiser_id uuid NOT NULL,
    day date NOT NULL,
    templates bigint[] NOT NULL,
    PRIMARY KEY (advertiser_id, day)
  ) WITH (fillfactor = 50);
  -- Days on which a text declared informative was refused as an advert.
  CREATE TABLE caught_day (
    advertiser_id uuid NOT NULL,
    day date NOT NULL,
    PRIMARY KEY (advertiser_id, day)
  );
  -- Cleared adverts and when they were sent; null while they are on the way. Pages have room for all rows once more, and no index has a column
  -- that changes.
  CREATE TABLE advert_place (
    recipient_key text COLLATE "C" NOT NULL,
    advertiser_id uuid NOT NULL,
    message_id uuid NOT NULL,
    cleared_at timestamptz NOT NULL,
    left_at timestamptz,
    PRIMARY KEY (recipient_key, advertiser_id, message_id)
  ) WITH (fillfactor = 50);
  CREATE INDEX advert_place_age ON advert_place (cleared_at);
  -- Locked by a decision under a cap.
  CREATE TABLE capped_pair (
    recipient_key text COLLATE "C" NOT NULL,
    advertiser_id uuid NOT NULL,
    PRIMARY KEY (recipient_key, advertiser_id)
  );`;
