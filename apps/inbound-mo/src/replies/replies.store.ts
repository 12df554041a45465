import { deterministicId } from '@stopsms/kernel';
import { rowsOf, statements } from '@stopsms/persistence';
import { optsOut, TIERS } from '@stopsms/reply-reader';
import { RETENTION_CHUNK } from '@stopsms/service';
import { ERASURES, deleteOlderThan } from '../retention';
import type { RepliesSql } from './replies.sql';
import { DECIDED_TIER, IS_DECISION, WITH_DECISION } from './unclassified/unclassified.store';

/** Tiers that opt out, as SQL literals. */
const OPT_OUT_TIERS = TIERS.filter(optsOut)
  .map((tier) => `'${tier}'`)
  .join(', ');

export const REPLIES = rowsOf(
  'id uuid',
  'recipient_key text',
  'channel text',
  'provider text null',
  'code text',
  'msisdn text null',
  'text text null',
  'tier text',
  'reason text',
  'keyword text null',
  'every_advertiser boolean',
  'attributed boolean',
  'advertisers jsonb',
  'received_at float8',
  'read_at float8',
  'accepted_at float8 null',
  'to_gateway boolean',
  'operator_id uuid null',
  'dated_at float8 null',
);

/** Operator id of a START whose operator gives none. A START without one was stored by 0.2 or before, and may have any. */
export const NO_OPERATOR_ID = deterministicId('operator-id');

/** First texts, which later ones may be retries of. */
export const FIRST_TEXTS = rowsOf('retry_key uuid', 'reply_id uuid', 'received_at float8', 'accepted_at float8');

/** Texts of a list of a provider's, each at an instant. */
export const LISTED_TEXTS = rowsOf('recipient_key text', 'text text', 'at float8');

/** Whole texts, with the time at which they were received. */
export const WHOLE_TEXTS = rowsOf(
  'id uuid',
  'recipient_key text',
  'at float8',
  'retry_key uuid null',
  'operator_id uuid',
  'dated_at float8 null',
);

/** SQL: epoch ms of an instant. */
const ms = (instant: string): string => `round(extract(epoch FROM ${instant}) * 1000)::float8`;

const ITEM = `r.reply_id AS id, r.received_at AS "receivedAt", r.channel, r.code, r.tier, ${DECIDED_TIER} AS "effect!", r.reason, r.keyword,
  r.every_advertiser AS "ofAll", r.attributed, r.advertisers, r.text, r.msisdn`;

/**
 * SQL: true if a text of this advertiser went to the sender of the reply. Strangers answer codes that are shared; the link of an
 * unsubscribe page was in a text of the advertiser.
 */
const isTextedBy = (advertiser: string): string => `(r.channel = 'web' OR EXISTS (
  SELECT 1 FROM sent_message s WHERE s.recipient_key = r.recipient_key AND s.advertiser_id = ${advertiser}
    AND s.lane <> 'service' AND NOT s.stayed))`;

/**
 * SQL: true if a text t may be the START s, delivered again: see `mayBe` of retries.ts. The date of a START of an earlier release is
 * that of its reception, if its operator dated it.
 */
const MAY_BE_START = `(s.tier = 'start' OR s.operator_id IS NOT NULL) AND (
  (t.operator_id = '${NO_OPERATOR_ID}' AND (t.dated_at IS NULL OR s.received_at >= to_timestamp(t.at / 1000.0)))
  OR (coalesce(s.operator_id, t.operator_id) = t.operator_id AND coalesce(
    t.dated_at = ${ms('CASE WHEN s.operator_id IS NULL THEN s.received_at ELSE s.dated_at END')}, true)))`;

/** SQL: condition, order and limit of a page, the latest first. @param times - table with the instants */
const page = (times: string): string => `
  ($1::text[] IS NULL OR ${DECIDED_TIER} = ANY($1)) AND NOT ${IS_DECISION}
  AND ($2::timestamptz IS NULL OR ${times}.received_at >= $2) AND ($3::timestamptz IS NULL OR ${times}.received_at < $3)
  AND ($4::timestamptz IS NULL OR (${times}.received_at, ${times}.reply_id) < ($4, $5::uuid))
  ORDER BY ${times}.received_at DESC, ${times}.reply_id DESC LIMIT $6`;

/** SQL of replies, and of the first texts that retries are recognised by. */
export const REPLIES_SQL = statements<RepliesSql>({
  store: `
    INSERT INTO reply (reply_id, recipient_key, channel, provider, code, msisdn, text, tier, reason, keyword, every_advertiser,
      attributed, advertisers, received_at, read_at, accepted_at, to_gateway, operator_id, dated_at)
    SELECT r.id, r.recipient_key, r.channel, r.provider, r.code, r.msisdn, r.text, r.tier, r.reason, r.keyword,
      r.every_advertiser, r.attributed, r.advertisers, to_timestamp(r.received_at / 1000.0), to_timestamp(r.read_at / 1000.0),
      to_timestamp(r.accepted_at / 1000.0), r.to_gateway, r.operator_id, to_timestamp(r.dated_at / 1000.0)
    FROM ${REPLIES.as('r')}
    ON CONFLICT (reply_id) DO NOTHING
    RETURNING reply_id AS id`,
  // By the number of the text, from 1: a text looks up its person, itself and the first of its retry key.
  earlier: `
    WITH person AS (
      SELECT recipient_key, max(accepted_at) AS latest, min(received_at) FILTER (WHERE tier IN (${OPT_OUT_TIERS})) AS first_stop
      FROM reply WHERE recipient_key = ANY($2::text[]) GROUP BY recipient_key)
    SELECT t.n::int AS "n!", EXISTS (SELECT FROM reply r WHERE r.reply_id = t.id) AS "isStored!",
      coalesce(p.first_stop < to_timestamp(t.at / 1000.0), false) AS "hasAsked!",
      EXISTS (SELECT FROM reply s WHERE s.recipient_key = t.recipient_key AND s.reply_id <> t.id AND ${MAY_BE_START}) AS "mayBeStart!",
      ${ms('p.latest')} AS "latestAt",
      t.retry_key AS "retryKey", f.reply_id AS "firstId?", ${ms('f.received_at')} AS "firstReceivedAt!",
      ${ms('f.accepted_at')} AS "firstAcceptedAt!"
    FROM ${WHOLE_TEXTS.as('t', 1, { ordinality: 'n' })}
    LEFT JOIN person p ON p.recipient_key = t.recipient_key
    LEFT JOIN first_text f ON f.retry_key = t.retry_key`,
  // Numbers of the texts, from 1, that are stored of the same words and, to $5 ms, of the same time.
  alike: `
    SELECT q.n::int AS "n!" FROM ${LISTED_TEXTS.as('q', 1, { ordinality: 'n' })}
    WHERE EXISTS (SELECT FROM reply r WHERE r.recipient_key = q.recipient_key AND r.provider = $4 AND r.text = q.text
      AND abs(extract(epoch FROM r.received_at) * 1000 - q.at) <= $5::float8)`,
  latestAccepted: `
    SELECT recipient_key AS "recipientKey", ${ms('max(accepted_at)')} AS "at!"
    FROM reply WHERE recipient_key = ANY($1::text[]) AND accepted_at IS NOT NULL GROUP BY recipient_key`,
  firstTexts: 'SELECT retry_key AS "retryKey" FROM first_text WHERE retry_key = ANY($1::uuid[])',
  storeFirstTexts: `
    INSERT INTO first_text AS f (retry_key, reply_id, received_at, accepted_at)
    SELECT n.retry_key, n.reply_id, to_timestamp(n.received_at / 1000.0), to_timestamp(n.accepted_at / 1000.0)
    FROM ${FIRST_TEXTS.as('n')}
    ORDER BY n.retry_key
    ON CONFLICT (retry_key) DO UPDATE SET reply_id = excluded.reply_id,
      received_at = excluded.received_at, accepted_at = excluded.accepted_at
    WHERE excluded.accepted_at > f.accepted_at`,
  page: `SELECT ${ITEM}, true AS "isTexted!" FROM reply r ${WITH_DECISION} WHERE ${page('r')}`,
  pageOfAdvertiser: `
    SELECT ${ITEM}, ${isTextedBy('$7')} AS "isTexted!" FROM reply_meant_for m JOIN reply r USING (reply_id) ${WITH_DECISION}
    WHERE m.advertiser_id = $7 AND ${page('m')}`,
  byId: `
    SELECT ${ITEM}, ($3 OR ($2::text IS NOT NULL AND ${isTextedBy('$2::text::uuid')})) AS "isTexted!"
    FROM reply r ${WITH_DECISION} WHERE r.reply_id = $1 AND ($2::text IS NULL
      OR r.advertisers @> jsonb_build_array(jsonb_build_object('advertiserId', $2::text)))`,
  pageOfPerson: `
    SELECT reply_id AS id, channel, code, text, tier, reason, every_advertiser AS "everyAdvertiser",
      jsonb_path_query_array(advertisers, '$[*].advertiserId') AS "advertiserIds:Ids",
      date_trunc('milliseconds', received_at) AS "receivedAt"
    FROM reply
    WHERE recipient_key = $1
      AND ($2::timestamptz IS NULL OR (date_trunc('milliseconds', received_at), reply_id) < ($2, $3::uuid))
    ORDER BY date_trunc('milliseconds', received_at) DESC, reply_id DESC LIMIT $4`,
  // Replies of an earlier release do not say whether the gateway has them.
  erase: `
    UPDATE reply r SET msisdn = NULL, text = NULL, operator_id = NULL, dated_at = NULL FROM ${ERASURES.as('e')}
    WHERE r.recipient_key = e.recipient_key AND (r.msisdn IS NOT NULL OR r.text IS NOT NULL OR r.operator_id IS NOT NULL)
      AND (e.scope = '*' OR r.advertisers @> jsonb_build_array(jsonb_build_object('advertiserId', e.scope)))
    RETURNING r.reply_id AS "replyId", r.recipient_key AS "recipientKey", r.channel = 'sms' AND r.attributed AND coalesce(r.to_gateway, true) AS "isAtGateway!"`,
  eraseExpired: `
    UPDATE reply SET msisdn = NULL, text = NULL WHERE reply_id IN (
      SELECT reply_id FROM reply WHERE msisdn IS NOT NULL AND read_at < to_timestamp($1::float8 / 1000.0) LIMIT ${RETENTION_CHUNK})
    RETURNING reply_id AS id`,
  deleteExpiredFirstTexts: deleteOlderThan('first_text', 'accepted_at'),
});
