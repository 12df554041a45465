import { rowsOf, statements } from '@stopsms/persistence';
import { ATTEMPTS, WOKEN_AT_ONCE } from '../holding/held.store';
import type { ReviewsSql } from './reviews.sql';

/** Reviews to open; `kinds` is JSON. */
export const NEW_REVIEWS = rowsOf(
  'review_id uuid',
  'text_key text',
  'template_key text null',
  'group_key text',
  'advertiser_id uuid',
  'campaign_id uuid null',
  'declared text',
  'reading_id text',
  'text_hash text',
  'text text',
  'kinds jsonb',
  'score float8',
);
const KEYS = rowsOf('key text');

const VIEW = `
  SELECT r.review_id AS id, r.advertiser_id AS "advertiserId", r.campaign_id AS "campaignId", r.declared, r.text,
    r.text_hash AS "textHash", r.state, r.opened_at AS "openedAt", r.shown_at AS "shownAt",
    r.template_key IS NOT NULL AS "isShared", r.decided_at AS "decidedAt", r.decided_by AS by,
    r.reason, r.decided_with AS "decidedWith", r.valid_until AS "validUntil", t.reading -> 'category' AS "category!: Category",
    (SELECT count(*)::int FROM held h WHERE h.review_id = r.review_id) AS "waiting!"
  FROM review r JOIN text_reading t ON t.reading_id = r.reading_id`;

// Reviews with a key of each kind; one that has two of them is returned twice. One index scan for each key (`OFFSET 0` keeps the
// planner to that): with a thousand keys of three kinds in one condition, it reads the whole table.
const MATCHING = ['text_key', 'template_key', 'group_key']
  .map(
    (column, index) =>
      `SELECT r.* FROM ${KEYS.as('k', index + 1)} CROSS JOIN LATERAL (
         SELECT review_id, text_key, template_key, group_key, text_hash, read_hash, kinds, score, state, opened_at, decided_by, reason,
           decided_at, valid_until
         FROM review WHERE ${column} = k.key AND (state = 'open' OR valid_until > to_timestamp($4 / 1000.0)) OFFSET 0) r`,
  )
  .join(' UNION ALL ');

export const REVIEWS_SQL = statements<ReviewsSql>({
  // The oldest first, after the one of $3 and $4.
  page: `${VIEW}
    WHERE ($1::text IS NULL OR r.state = $1) AND ($2::uuid IS NULL OR r.advertiser_id = $2)
      AND ($3::timestamptz IS NULL OR (r.opened_at, r.review_id) > ($3, $4::uuid))
    ORDER BY r.opened_at, r.review_id LIMIT $5`,
  byId: `${VIEW} WHERE r.review_id = $1`,
  matching: `
    SELECT review_id AS id, text_key AS "textKey", template_key AS "templateKey", group_key AS "groupKey",
      text_hash AS "textHash", read_hash AS "readHash", kinds, score, state, decided_by AS by, reason, decided_at AS "decidedAt",
      valid_until AS "validUntil"
    FROM (${MATCHING}) AS alike
    ORDER BY decided_at DESC NULLS LAST, opened_at, review_id`,
  countOpen: `SELECT count(*)::int AS open, min(opened_at) AS oldest FROM review WHERE state = 'open'`,
  countShown: `SELECT count(*)::int AS open FROM review WHERE advertiser_id = $1 AND state = 'open' AND shown_at IS NOT NULL`,
  // $14: shown by the advertiser before it sends them.
  open: `
    INSERT INTO review (review_id, text_key, template_key, group_key, advertiser_id, campaign_id, declared, reading_id,
      text_hash, text, kinds, score, opened_at, shown_at)
    SELECT n.review_id, n.text_key, n.template_key, n.group_key, n.advertiser_id, n.campaign_id, n.declared, n.reading_id, n.text_hash, n.text,
      ARRAY(SELECT jsonb_array_elements_text(n.kinds)), n.score, to_timestamp($13 / 1000.0),
      CASE WHEN $14 THEN to_timestamp($13 / 1000.0) END
    FROM ${NEW_REVIEWS.as('n')}
    ON CONFLICT DO NOTHING RETURNING review_id AS id`,
  repeated: `
    SELECT w.id AS "id!" FROM ${ATTEMPTS.as('w')}
    WHERE CASE WHEN w.attempt = 1 THEN EXISTS (SELECT FROM asked a WHERE a.message_id = w.id)
      ELSE EXISTS (SELECT FROM open_message m WHERE m.message_id = w.id AND m.attempt >= w.attempt) END`,
  decide: `
    UPDATE review SET state = $2, decided_by = $3, reason = $4, decided_at = to_timestamp($5 / 1000.0),
      valid_until = to_timestamp($6 / 1000.0), releasing = true
    WHERE review_id = $1 AND state = 'open'
    RETURNING review_id AS id, template_key AS "templateKey", text_hash AS "textHash", kinds, score, state`,
  // Other open reviews of a template; a release before kept no kinds and no score.
  openOfTemplate: `
    SELECT review_id AS id, kinds, score FROM review
    WHERE template_key = $1 AND state = 'open' AND kinds IS NOT NULL AND score IS NOT NULL`,
  decideWith: `
    UPDATE review r SET state = d.state, decided_at = d.decided_at, decided_by = d.decided_by, reason = d.reason,
      valid_until = d.valid_until, releasing = true, decided_with = d.review_id, read_hash = $3
    FROM review d WHERE d.review_id = $1 AND r.review_id = ANY($2::uuid[])`,
  wakeDecided: `
    WITH decided AS (
      SELECT review_id FROM review WHERE releasing
    ), due AS (
      SELECT h.message_id FROM held h JOIN decided USING (review_id) LIMIT ${WOKEN_AT_ONCE} FOR UPDATE OF h SKIP LOCKED
    ), woken AS (
      UPDATE held h SET until = to_timestamp($1 / 1000.0), review_id = NULL FROM due
      WHERE h.message_id = due.message_id RETURNING 1
    )
    SELECT (SELECT count(*) FROM decided)::int AS "reviews!", (SELECT count(*) FROM woken)::int AS "woken!"`,
  endReleasing: `
    UPDATE review r SET releasing = false
    WHERE releasing AND NOT EXISTS (SELECT 1 FROM held h WHERE h.review_id = r.review_id)`,
  deleteUnneeded: `
    DELETE FROM review r WHERE state = 'open' AND review_id = ANY($1::uuid[])
      AND NOT EXISTS (SELECT 1 FROM held h WHERE h.review_id = r.review_id)`,
  deleteAbandonedBefore: `
    DELETE FROM review r WHERE state = 'open' AND opened_at < to_timestamp($1 / 1000.0)
      AND NOT EXISTS (SELECT 1 FROM held h WHERE h.review_id = r.review_id)`,
  deleteTextsBefore: 'UPDATE review SET text = NULL WHERE text IS NOT NULL AND decided_at < to_timestamp($1 / 1000.0)',
  lockShared: 'SELECT pg_advisory_xact_lock_shared($1, hashtext(current_schema()))',
  lockAlone: 'SELECT pg_advisory_xact_lock($1, hashtext(current_schema()))',
  // In one order, so that two transactions do not wait for each other in a circle.
  lockOpening: `
    SELECT pg_advisory_xact_lock($1, key) FROM (
      SELECT DISTINCT hashtext(concat_ws(':', current_schema(), id)) AS key FROM unnest($2::text[]) AS id ORDER BY key
    ) AS sorted`,
});
