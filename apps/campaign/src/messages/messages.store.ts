import { rowsOf, statements } from '@stopsms/persistence';
import type { MessagesSql } from './messages.sql';
import { METRIC_BITS } from './record-daily-metrics';
import { PLAIN_COLUMNS, TIMELINE } from './stored-timeline';

/** Messages that a campaign makes. */
export const MADE = rowsOf(
  'id uuid',
  'recipient text',
  'step text',
  'progress int',
  'code text null',
  'open smallint',
  'timeline text null',
);

/** Progress of messages, one row for each; instants are epoch ms. */
export const PROGRESS = rowsOf(
  'id uuid',
  'advertiser_id uuid null',
  'recipient_key text null',
  'category text null',
  'step text',
  'progress int',
  'code text null',
  'open smallint',
  'timeline text null',
  'at float8',
  'accepted_at float8 null',

  'cleared_at float8 null',
  'begun_at float8 null',
  'submitted_at float8 null',
  'delivered_at float8 null',
);

/** Acts of persons, each with the span in which the message was made that it is about; instants are epoch ms. */
export const ACTS = rowsOf('key text', 'scope text', 'since float8', 'until float8', 'at float8');

/**
 * SQL of a lateral subquery on rows `o(key, scope, since, until)`: the last message that the recipient had from the scope
 * in that span. The operator's response may still be on its way, so a message under way counts too, if need be.
 */
export const ANSWERED = `
  SELECT m.id, m.campaign_id FROM message m
  WHERE m.recipient_key = o.key AND (o.scope = '*' OR m.advertiser_id::text = o.scope)
    AND m.category IS NOT NULL
    AND m.step NOT IN ('held', 'released', 'refused', 'blocked', 'expired', 'rejected', 'cancelled')
    AND m.created_at BETWEEN to_timestamp(o.since / 1000.0) AND to_timestamp(o.until / 1000.0)
  ORDER BY m.step IN ('accepted', 'cleared', 'submitting'), m.created_at DESC LIMIT 1`;

/** Bit of `news` beside those of METRIC_BITS: the message was unknown, and more is known now. */
export const SETTLED = 8;

/** SQL: the figures that a row counts in, by its timeline and its step. A message with a receipt has left. */
const newsIn = (row: string): string =>
  `(CASE WHEN ${row}.step IN ('submitted', 'delivered', 'failed') THEN ${METRIC_BITS.sent} ELSE 0 END
    + CASE WHEN ${row}.delivered_at IS NOT NULL OR coalesce(${row}.timeline ? 'delivered', false) THEN ${METRIC_BITS.delivered} ELSE 0 END
    + CASE WHEN coalesce(${row}.timeline ? 'failed', false) THEN ${METRIC_BITS.failed} ELSE 0 END)::smallint`;

/** SQL: these of each of PLAIN_COLUMNS, separated. */
const each = (of: (column: string) => string, by = ', '): string => PLAIN_COLUMNS.map(of).join(by);

const IN_LIST = 'SELECT id, step, code, opted_out AS "optedOut", created_at AS "createdAt" FROM message';
/** SQL: a page of a campaign's messages; below every id is the nil one. */
const PAGE = `
  AND (created_at, id) > (COALESCE((SELECT created_at FROM message WHERE id = $2::uuid), '-infinity'),
    COALESCE($2, '00000000-0000-0000-0000-000000000000'))
  ORDER BY created_at, id LIMIT $4`;

/** Days after the start of a campaign whose events its course has. */
export const COURSE_DAYS = 30;
/** Most intervals into which a course is divided; the shortest of COURSE_STEPS that gives no more is taken. */
const MAX_INTERVALS = 200;
/** Seconds. Six hours divide all of COURSE_DAYS. */
const COURSE_STEPS = [60, 300, 900, 3_600, 21_600];

/** SQL: instant of the first event of a kind in a timeline; `submitted:2` is of a second attempt. */
const firstOf = (event: string): string => `CASE WHEN m.timeline IS NOT NULL THEN (
    SELECT to_timestamp(min((e.value->>'at')::float8) / 1000.0) FROM jsonb_each(m.timeline) AS e
    WHERE e.key = '${event}' OR e.key LIKE '${event}:%') END`;
/** SQL: events of a campaign's messages by minute. @param plain - condition of a row that has the instant in a column */
const eventsOf = (event: string, at: string, plain: string): string => `
      SELECT '${event}' AS event, date_bin('1 minute', ${at}, 'epoch') AS at, count(*) AS count
      FROM message m WHERE m.campaign_id = $1 AND (${plain} OR m.timeline IS NOT NULL) GROUP BY 2`;
const COUNT = (event: string) => `COALESCE(sum(count) FILTER (WHERE event = '${event}'), 0)::int`;

export const MESSAGES_SQL = statements<MessagesSql>({
  owner: 'SELECT advertiser_id AS "advertiserId" FROM message WHERE id = $1',
  isOfAdvertisersCampaign: 'SELECT EXISTS (SELECT FROM campaign WHERE id = $1 AND advertiser_id = $2) AS "isTrue!"',
  /** Counted no further than $2. */
  countUnderWay: `
    SELECT count(*)::int AS messages FROM (
      SELECT 1 FROM campaign c JOIN message m ON m.campaign_id = c.id AND m.open = 1
      WHERE c.state IN ('running', 'paused') AND m.created_at > to_timestamp($1 / 1000.0) LIMIT $2) AS under_way`,
  optOut: `
    UPDATE message SET opted_out = true
    FROM (
      SELECT answered.id, min(o.at) AS at
      FROM ${ACTS.as('o')}
      CROSS JOIN LATERAL (${ANSWERED}) AS answered
      GROUP BY answered.id ORDER BY answered.id) AS o
    WHERE message.id = o.id AND NOT message.opted_out
    RETURNING message.advertiser_id AS "advertiserId", message.campaign_id AS "campaignId", message.category, o.at AS "at!"`,
  byId: `
    SELECT advertiser_id AS "advertiserId", campaign_id AS "campaignId", category, step, code, opted_out AS "optedOut", ${TIMELINE}
    FROM message WHERE id = $1`,
  unknown: `
    SELECT id, advertiser_id AS "advertiserId", campaign_id AS "campaignId", category, ${TIMELINE}
    FROM message WHERE is_unknown AND ($1::uuid IS NULL OR advertiser_id = $1)
      AND ($2::uuid IS NULL OR campaign_id = $2) AND ($3::uuid IS NULL OR id < $3)
    ORDER BY id DESC LIMIT $4`,
  ofCampaign: `${IN_LIST} WHERE campaign_id = $1 AND ($3::text[] IS NULL OR step = ANY($3)) ${PAGE}`,
  /** By minutes first, from which intervals of any length are made. */
  course: `
    WITH minutes AS MATERIALIZED (
      ${eventsOf('sent', `COALESCE(m.submitted_at, ${firstOf('submitted')})`, 'm.submitted_at IS NOT NULL')}
      UNION ALL ${eventsOf('delivered', `COALESCE(m.delivered_at, ${firstOf('delivered')})`, 'm.delivered_at IS NOT NULL')}
      UNION ALL ${eventsOf('failed', firstOf('failed'), 'false')}
      UNION ALL
      SELECT 'optedOut', date_bin('1 minute', stop.at, 'epoch'), count(*)
      FROM message m CROSS JOIN LATERAL (
        SELECT min(o.at) AS at FROM opt_out o
        WHERE o.recipient_key = m.recipient_key AND split_part(o.scope, '/', 1) IN ('*', m.advertiser_id::text)
          AND o.state = 'out' AND o.at >= m.created_at) AS stop
      WHERE m.campaign_id = $1 AND m.opted_out AND stop.at IS NOT NULL GROUP BY 2),
    course AS (
      SELECT event, at, count FROM minutes
      WHERE at IS NOT NULL AND at < (SELECT min(at) FROM minutes) + interval '${COURSE_DAYS} days'),
    step AS (
      SELECT min(seconds) AS seconds FROM unnest(ARRAY[${COURSE_STEPS.join(', ')}]) AS s (seconds)
      WHERE (SELECT extract(epoch FROM max(at) - min(at)) FROM course) / seconds < ${MAX_INTERVALS})
    SELECT step.seconds AS "seconds!", date_bin(make_interval(secs => step.seconds), course.at, 'epoch') AS "at!",
      ${COUNT('sent')} AS "sent!", ${COUNT('delivered')} AS "delivered!", ${COUNT('failed')} AS "failed!", ${COUNT('optedOut')} AS "optedOut!"
    FROM course, step GROUP BY 1, 2 ORDER BY 2`,
  /** With the contact, if it is still in the address book. */
  notReached: `
    SELECT m.id, m.step, m.code, m.created_at AS "createdAt", c.seq::text AS "contactId?", c.msisdn AS "phone?",
      c.region AS "region?", c.attributes || '{}' AS "attributes?"
    FROM message m JOIN campaign k ON k.id = m.campaign_id
    LEFT JOIN address_book b ON b.id = k.address_book_id AND b.deleted_at IS NULL
    LEFT JOIN contact c ON c.address_book_id = b.id AND c.recipient_key = m.recipient_key
    WHERE m.campaign_id = $1 AND m.step = ANY($3::text[]) AND ($5::text IS NULL OR m.code = $5)
      AND (m.created_at, m.id) > (COALESCE((SELECT created_at FROM message WHERE id = $2::uuid), '-infinity'),
        COALESCE($2, '00000000-0000-0000-0000-000000000000'))
    ORDER BY m.created_at, m.id LIMIT $4`,
  // By an index of its own: the planner does not see through a parameter that may be null.
  ofCampaignAndPerson: `${IN_LIST} WHERE campaign_id = $1 AND ($3::text[] IS NULL OR step = ANY($3)) AND recipient_key = $5 ${PAGE}`,
  ofPerson: `
    SELECT id, advertiser_id AS "advertiserId", campaign_id AS "campaignId", category, step, code, opted_out AS "optedOut",
      date_trunc('milliseconds', created_at) AS "createdAt", ${TIMELINE}
    FROM message
    WHERE recipient_key = $1 AND ($2::timestamptz IS NULL OR (date_trunc('milliseconds', created_at), id) < ($2, $3::uuid))
    ORDER BY date_trunc('milliseconds', created_at) DESC, id DESC LIMIT $4`,
  isSame: 'SELECT true AS same FROM message WHERE id = $1 AND body_hash = $2',
  request: `
    INSERT INTO message (id, advertiser_id, recipient_key, category, step, progress, open, body_hash, created_at, accepted_at)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, to_timestamp($9 / 1000.0), to_timestamp($9 / 1000.0))
    ON CONFLICT (id) DO NOTHING RETURNING id`,
  make: `
    INSERT INTO message
      (id, advertiser_id, campaign_id, recipient_key, category, step, progress, code, open, timeline, created_at, accepted_at)
    SELECT m.id, $1, $2, m.recipient, $3, m.step, m.progress, m.code, m.open, m.timeline::jsonb, to_timestamp($4 / 1000.0),
      CASE WHEN m.step = 'accepted' THEN to_timestamp($4 / 1000.0) END
    FROM ${MADE.as('m', 5)}
    ON CONFLICT (id) DO NOTHING RETURNING id`,
  // A message is updated in its page (HOT), which a change of an indexed column would end: `step` has no index, `is_unknown` changes for few,
  // and `open` is read of campaigns' messages alone, so that of others it does not change.
  progress: `
    INSERT INTO message AS m (id, advertiser_id, recipient_key, category, step, is_unknown, progress, code, open, timeline,
      created_at, ${each((column) => column)}, news)
    SELECT t.id, t.advertiser_id, t.recipient_key, t.category, t.step, t.step = 'unknown', t.progress, t.code, t.open, t.timeline,
      t.created_at, ${each((column) => `t.${column}`)}, ${newsIn('t')}
    FROM (
      SELECT id, advertiser_id, recipient_key, category, step, progress, code, open, timeline::jsonb AS timeline,
        to_timestamp(at / 1000.0) AS created_at, ${each((column) => `to_timestamp(${column} / 1000.0) AS ${column}`)}
      FROM ${PROGRESS.as('a')}) AS t
    ORDER BY t.id -- two batches then wait for each other in turn, never in a circle
    ON CONFLICT (id) DO UPDATE SET
      advertiser_id = COALESCE(m.advertiser_id, excluded.advertiser_id),
      recipient_key = COALESCE(m.recipient_key, excluded.recipient_key),
      category = COALESCE(m.category, excluded.category),
      step = CASE WHEN excluded.progress > m.progress THEN excluded.step ELSE m.step END,
      is_unknown = CASE WHEN excluded.progress > m.progress THEN excluded.is_unknown ELSE m.is_unknown END,
      code = CASE WHEN excluded.progress > m.progress THEN excluded.code ELSE m.code END,
      open = CASE WHEN m.campaign_id IS NOT NULL AND excluded.progress > m.progress THEN excluded.open ELSE m.open END,
      progress = GREATEST(m.progress, excluded.progress),
      ${each((column) => `${column} = COALESCE(m.${column}, excluded.${column})`)},
      timeline = CASE WHEN excluded.timeline IS NULL THEN m.timeline ELSE excluded.timeline || COALESCE(m.timeline, '{}') END,
      news = excluded.news & ~(${newsIn('m')})
        | (CASE WHEN m.is_unknown AND NOT excluded.is_unknown AND excluded.progress > m.progress THEN ${SETTLED} ELSE 0 END)::smallint
    WHERE ${each((column) => `(m.${column} IS NULL AND excluded.${column} IS NOT NULL)`, ' OR ')}
      OR (excluded.timeline IS NOT NULL AND excluded.timeline || COALESCE(m.timeline, '{}') IS DISTINCT FROM m.timeline)
    RETURNING id, advertiser_id AS "advertiserId", campaign_id AS "campaignId", category, news`,
});

/** A message that something was reported of, and the figures that it counts in for the first time. */
export type MessageNews = MessagesSql['progress']['row'];
