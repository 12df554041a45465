import type { MessageStatus } from '@stopsms/contracts';
import type { Tx } from '@stopsms/persistence';
import { MAX_RIGHT_A_DAY } from '../../rules/packs/kept-days';
import { KINDS } from '../../evidence/proofs/facts/fact';
import { daysAfter } from '../../evidence/proofs/facts/stretches';

/** A message that was cleared earlier is on its lane no more. */
const IN_LANES_DAYS = 7;

/**
 * Counts informative texts that left: those that the reader or a person accepted, once an operator took a message with them.
 * What counts is a template and a day, so that neither a campaign of a million nor a thousand codes in one sentence count for
 * more than one; a text without a template counts for nothing. One statement a batch, sent along with the next; a row is
 * written only for a template that is new on its day, and only until the day is full, so that batches of one advertiser do not
 * wait for each other.
 */
export function countRight(tx: Tx, statuses: readonly MessageStatus[], today: string): void {
  const left = statuses.filter(({ status, lane }) => status === 'submitted' && lane === 'informative');
  if (left.length === 0) return;
  tx.send(
    `INSERT INTO right_day AS r (advertiser_id, day, templates)
     SELECT n.advertiser_id, n.day, n.templates[1:${MAX_RIGHT_A_DAY}]
     FROM (
       SELECT m.advertiser_id, s.day, array_agg(DISTINCT hashtextextended(t.reading ->> 'template', 0)) AS templates
       FROM (SELECT u.id, u.attempt, (to_timestamp(u.at / 1000.0) AT TIME ZONE 'UTC')::date AS day
             FROM unnest($1::uuid[], $2::int[], $3::float8[]) AS u(id, attempt, at)) s
       JOIN LATERAL (
         SELECT (c.content ->> 'advertiserId')::uuid AS advertiser_id, f.reading
         FROM fact f JOIN fact_context c ON c.hash = f.context AND c.content ->> 'category' = 'informative'
         WHERE f.message_id = s.id AND f.kind = ${KINDS.indexOf('decision')} AND f.attempt = s.attempt AND f.day BETWEEN $4 AND $5) m ON true
       JOIN text_reading t ON t.reading_id = translate(rtrim(encode(m.reading, 'base64'), '='), '+/', '-_')
       WHERE t.reading ? 'template' AND NOT EXISTS (
         SELECT 1 FROM right_day f WHERE f.advertiser_id = m.advertiser_id AND f.day = s.day
           AND cardinality(f.templates) >= ${MAX_RIGHT_A_DAY})
       GROUP BY m.advertiser_id, s.day
     ) n
     WHERE NOT EXISTS (
       SELECT 1 FROM right_day k WHERE k.advertiser_id = n.advertiser_id AND k.day = n.day AND k.templates @> n.templates)
     ORDER BY n.advertiser_id, n.day
     ON CONFLICT (advertiser_id, day) DO UPDATE SET templates = (
       SELECT (array_agg(DISTINCT each))[1:${MAX_RIGHT_A_DAY}] FROM unnest(r.templates || excluded.templates) AS each)`,
    [
      left.map(({ messageId }) => messageId),
      left.map(({ attempt }) => attempt),
      left.map(({ at }) => at),
      ...[daysAfter(today, -IN_LANES_DAYS), today],
    ],
  );
}
