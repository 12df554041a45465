import { statements } from '@stopsms/persistence';
import type { CampaignsSql } from './campaigns.sql';

/** Campaigns whose controls one statement publishes or deletes. */
export const MAX_CONTROLS = 1_000;
/** Tags of an advertiser that are listed. */
export const MAX_TAGS = 200;

const EPOCH_MS = (column: string) => `round(extract(epoch FROM ${column}) * 1000)::float8`;
const ISO = (column: string) => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** SQL: name that a campaign has until somebody names it. @param at - when it was created */
const nameOf = (bookId: string, at: string): string =>
  `(SELECT rtrim(left(b.name, 100)) FROM address_book b WHERE b.id = ${bookId}) || to_char(${at} AT TIME ZONE 'UTC', ' – YYYY-MM-DD')`;
const NAME = `COALESCE(c.name, ${nameOf('c.address_book_id', 'c.created_at')})`;
/** SQL: letters of a name without case and accents. */
const folded = (name: string): string =>
  String.raw`lower(regexp_replace(normalize(${name}, NFD), '[\u0300-\u036f]', '', 'g'))`;

const SUMMARY = `c.id, ${NAME} AS "name!", c.tags, ${ISO('c.archived_at')} AS "archivedAt", c.advertiser_id AS "advertiserId", c.address_book_id AS "addressBookId", c.category, c.text, c.version,
  c.mention, c.when_capped AS "whenCapped", c.state, c.reason, ${ISO('c.send_at')} AS "sendAt", ${ISO('c.expires_at')} AS "expiresAt",
  CASE WHEN c.category = 'marketing' AND c.state IN ('scheduled', 'running') AND EXISTS (
    SELECT 1 FROM advertiser a WHERE a.id = c.advertiser_id AND a.marketing_paused IS NOT NULL)
    THEN 'ADVERTISER_PAUSED' END AS "waitsFor",
  ${ISO('c.created_at')} AS "createdAt", ${ISO('c.started_at')} AS "startedAt", ${ISO('c.finished_at')} AS "finishedAt"`;
const FIGURES = `json_build_object('sent', COALESCE(f.sent, 0), 'delivered', COALESCE(f.delivered, 0), 'failed', COALESCE(f.failed, 0),
  'optedOut', COALESCE(f.opted_out, 0), 'complaints', COALESCE(f.complaints, 0))`;
/** SQL: the instant by which lists show a campaign. */
const WHEN = 'COALESCE(c.started_at, c.send_at, c.created_at)';
const LISTED = `SELECT ${SUMMARY}, c.recipients, CASE WHEN c.is_counted THEN ${FIGURES} END AS figures
    FROM campaign c LEFT JOIN campaign_figures f ON f.campaign_id = c.id`;
const FILTER = `($1::uuid IS NULL OR c.advertiser_id = $1)
      AND ($4::text[] IS NULL OR c.state = ANY($4))
      AND ($5::text IS NULL OR position(${folded('$5::text')} IN ${folded(NAME)}) > 0)
      AND ($6::text IS NULL OR EXISTS (SELECT FROM unnest(c.tags) AS tag WHERE ${folded('tag')} = ${folded('$6::text')}))
      AND ($7::float8 IS NULL OR ${WHEN} >= to_timestamp($7::float8 / 1000.0))
      AND ($8::float8 IS NULL OR ${WHEN} < to_timestamp($8::float8 / 1000.0))
      AND CASE $9::text WHEN 'only' THEN c.archived_at IS NOT NULL WHEN 'exclude' THEN c.archived_at IS NULL ELSE true END`;
/** SQL: the figure by which a list is sorted, the other way round for $11 = -1. */
const FIGURE = `$11::float8 * CASE $10::text
  WHEN 'when' THEN extract(epoch FROM ${WHEN})
  WHEN 'delivered' THEN COALESCE(f.delivered, 0)
  ELSE COALESCE(f.opted_out::float8 / NULLIF(f.delivered, 0), -1) END`;
/** SQL: a page of campaigns in the order of a key, and of ids where keys are equal; $2 is the last campaign of the page before. */
const sorted = (key: string, after: '<' | '>') => `
    ${LISTED}
    WHERE ${FILTER} AND ($2::uuid IS NULL OR (${key}, c.id) ${after} (SELECT ${key}, c.id
      FROM campaign c LEFT JOIN campaign_figures f ON f.campaign_id = c.id WHERE c.id = $2))
    ORDER BY ${key} ${after === '<' ? 'DESC' : 'ASC'}, c.id ${after === '<' ? 'DESC' : 'ASC'} LIMIT $3`;
const NAME_KEY = `${folded(NAME)} COLLATE "C"`;
const PLAN = `SELECT id, state, version, started_at IS NOT NULL AS "isStarted", advertiser_id AS "advertiserId",
    address_book_id AS "addressBookId", category, text, mention, when_capped AS "whenCapped", ${EPOCH_MS('send_at')} AS "sendAt",
    ${EPOCH_MS('expires_at')} AS "expiresAt"
  FROM campaign WHERE id = $1`;

export const CAMPAIGNS_SQL = statements<CampaignsSql>({
  owner: 'SELECT advertiser_id AS "advertiserId" FROM campaign WHERE id = $1',
  country: 'SELECT a.country FROM campaign c JOIN advertiser a ON a.id = c.advertiser_id WHERE c.id = $1',
  /** Campaign and messages in one statement, so that the counts add up whatever happens meanwhile. */
  byId: `
    SELECT ${SUMMARY}, c.expanded,
      COALESCE(c.recipients, (SELECT count(*) FROM contact WHERE address_book_id = c.address_book_id))::int AS "recipients!",
      (SELECT COALESCE(json_agg(t), '[]') FROM (
         SELECT step, code, count(*) AS count, count(*) FILTER (WHERE opted_out) AS "optedOut"
         FROM message WHERE campaign_id = c.id GROUP BY step, code ORDER BY 3 DESC) AS t) AS "tallies:Tallies",
      (SELECT count(*)::int FROM complaint
       WHERE campaign_id = c.id AND scope IN ('*', c.advertiser_id::text)) AS "complaints!",
      (SELECT COALESCE(json_agg(json_strip_nulls(row_to_json(t))), '[]') FROM (
         SELECT action, ${ISO('at')} AS at, by, code, reason FROM campaign_control
         WHERE campaign_id = c.id ORDER BY seq) AS t) AS "controls:Controls"
    FROM campaign c WHERE c.id = $1`,
  page: `${LISTED} WHERE ${FILTER} AND ($2::uuid IS NULL OR c.id < $2) ORDER BY c.id DESC LIMIT $3`,
  pageByName: sorted(NAME_KEY, '>'),
  pageByNameDown: sorted(NAME_KEY, '<'),
  pageByFigure: sorted(FIGURE, '>'),
  /** Tags of an advertiser's campaigns, the most frequent first. */
  tags: `
    SELECT min(tag) AS "tag!", count(*)::int AS "campaigns!" FROM campaign, unnest(tags) AS tag
    WHERE advertiser_id = $1 GROUP BY ${folded('tag')} ORDER BY 2 DESC, 1 LIMIT ${MAX_TAGS}`,

  plan: PLAN,
  lockPlan: `${PLAN} FOR UPDATE`,
  create: `
    INSERT INTO campaign
      (id, advertiser_id, address_book_id, category, text, mention, when_capped, send_at, expires_at, state, is_counted, created_at, name, tags)
    VALUES ($1, $2, $3, $4, $5, $6, $7, to_timestamp($8::float8 / 1000.0), to_timestamp($9::float8 / 1000.0), 'draft', true,
            to_timestamp($10 / 1000.0), COALESCE($11, ${nameOf('$3::uuid', 'to_timestamp($10 / 1000.0)')}), $12)`,
  label: `SELECT ${NAME} AS "name!", c.tags FROM campaign c WHERE c.id = $1`,
  setLabel: 'UPDATE campaign SET name = COALESCE($2, name), tags = COALESCE($3::text[], tags) WHERE id = $1',
  changeDraft: `
    UPDATE campaign SET version = version + 1, address_book_id = $2, category = $3, text = $4, mention = $5, when_capped = $6,
      send_at = to_timestamp($7::float8 / 1000.0), expires_at = to_timestamp($8::float8 / 1000.0)
    WHERE id = $1`,

  schedule: `UPDATE campaign SET state = 'scheduled', controlled = true, send_at = COALESCE(send_at, to_timestamp($2 / 1000.0)) WHERE id = $1`,
  /** True if there is a campaign to start, to make messages of or to complete. */
  isAnyActive: `
    SELECT EXISTS (SELECT FROM campaign
      WHERE state IN ('running', 'paused') OR state = 'scheduled' AND send_at <= to_timestamp($1 / 1000.0)) AS "isActive!"`,
  lockDue: `
    SELECT id, address_book_id AS "addressBookId" FROM campaign
    WHERE state = 'scheduled' AND send_at <= to_timestamp($1 / 1000.0)
    ORDER BY send_at LIMIT 1 FOR UPDATE SKIP LOCKED`,
  start: `
    UPDATE campaign SET
      recipients = book.contacts, upto_seq = book.upto, started_at = to_timestamp($1 / 1000.0),
      expanded = book.contacts = 0,
      state = CASE WHEN book.contacts = 0 THEN 'completed' ELSE 'running' END,
      reason = CASE WHEN book.contacts = 0 THEN $2 END,
      finished_at = CASE WHEN book.contacts = 0 THEN to_timestamp($1 / 1000.0) END
    FROM (SELECT count(*) AS contacts, COALESCE(max(seq), 0) AS upto FROM contact WHERE address_book_id = $3) AS book
    WHERE id = $4`,
  lockNext: `
    SELECT id, advertiser_id AS "advertiserId", address_book_id AS "addressBookId", category, text, mention, when_capped AS "whenCapped",
      (extract(epoch FROM expires_at) * 1000)::float8 AS "expiresAt", last_seq AS "lastSeq", upto_seq AS "uptoSeq"
    FROM campaign WHERE state = 'running' AND NOT expanded
      AND NOT (category = 'marketing' AND EXISTS (
        SELECT 1 FROM advertiser a WHERE a.id = campaign.advertiser_id AND a.marketing_paused IS NOT NULL))
    ORDER BY (SELECT max(o.advanced_at) FROM campaign o
      WHERE o.advertiser_id = campaign.advertiser_id AND o.state = 'running') NULLS FIRST, advanced_at NULLS FIRST
    LIMIT 1 FOR UPDATE SKIP LOCKED`,
  advance: `UPDATE campaign SET last_seq = $2, expanded = $3, advanced_at = to_timestamp($4 / 1000.0), made = made + $5 WHERE id = $1`,
  complete: `
    UPDATE campaign SET state = 'completed', finished_at = to_timestamp($1 / 1000.0)
    WHERE state IN ('running', 'paused') AND expanded
      AND NOT EXISTS (SELECT 1 FROM message WHERE campaign_id = campaign.id AND open > 0)`,
  /** Messages to make, and as many of other campaigns as are made before the last one. */
  remaining: `
    SELECT c.recipients - c.made AS "own!", COALESCE((
      SELECT sum(least(o.recipients - o.made, c.recipients - c.made)) FROM campaign o
      WHERE o.state = 'running' AND NOT o.expanded AND o.id <> c.id), 0)::int AS others
    FROM campaign c WHERE c.id = $1 AND c.state = 'running' AND NOT c.expanded AND c.recipients > c.made`,

  lock: `
    SELECT state, advertiser_id AS "advertiserId", pause_code AS "pauseCode",
      paused_by_advertiser AS "pausedByAdvertiser" FROM campaign WHERE id = $1 FOR UPDATE`,
  control: `
    UPDATE campaign SET
      state = CASE $2 WHEN 'pause' THEN 'paused' WHEN 'cancel' THEN 'cancelled'
                      ELSE CASE WHEN started_at IS NULL THEN 'scheduled' ELSE 'running' END END,
      recipients = CASE WHEN $2 = 'cancel' AND recipients IS NULL
        THEN (SELECT count(*) FROM contact WHERE address_book_id = campaign.address_book_id) ELSE recipients END,
      finished_at = CASE WHEN $2 = 'cancel' THEN to_timestamp($3 / 1000.0) END,
      pause_code = $4, paused_by_advertiser = $5, controlled = true
    WHERE id = $1`,
  /** To be started again, by way of the same checks; what is sent may change meanwhile, so it is another version. */
  reopen: `UPDATE campaign SET state = 'draft', version = version + 1 WHERE id = $1`,
  hasControls: 'SELECT EXISTS (SELECT FROM campaign_control WHERE campaign_id = $1) AS "hasControls!"',
  delete: 'DELETE FROM campaign WHERE id = $1',
  archive: 'UPDATE campaign SET archived_at = to_timestamp($2::float8 / 1000.0) WHERE id = $1',
  recordControl: `
    INSERT INTO campaign_control (campaign_id, action, by, code, reason, at)
    VALUES ($1, $2, $3, $4, $5, to_timestamp($6 / 1000.0))`,
  judgeFrom: `
    UPDATE campaign SET
      judged_from = to_timestamp($2 / 1000.0),
      base_delivered = (SELECT count(*) FROM message WHERE campaign_id = $1 AND step = 'delivered'),
      base_opted_out = (SELECT count(*) FROM message WHERE campaign_id = $1 AND opted_out)
    WHERE id = $1`,
  alert: 'UPDATE campaign SET alerted_at = to_timestamp($2 / 1000.0) WHERE id = $1 AND alerted_at IS NULL RETURNING id',
  setControlled: `
    UPDATE campaign SET controlled = true WHERE id IN (
      SELECT id FROM campaign WHERE NOT controlled AND state IN ('scheduled', 'running', 'paused')
      LIMIT ${MAX_CONTROLS} FOR UPDATE SKIP LOCKED)
    RETURNING id AS "campaignId", advertiser_id AS "advertiserId",
      CASE state WHEN 'paused' THEN 'paused' ELSE 'running' END AS state`,
  unsetControlled: `
    UPDATE campaign SET controlled = false WHERE id IN (
      SELECT id FROM campaign WHERE controlled AND finished_at < to_timestamp($1 / 1000.0)
      ORDER BY finished_at LIMIT ${MAX_CONTROLS} FOR UPDATE SKIP LOCKED)
    RETURNING id`,
});
