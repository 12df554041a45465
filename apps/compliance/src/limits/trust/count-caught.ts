import { dayOf } from '@stopsms/kernel';
import type { Tx } from '@stopsms/persistence';
import type { Decided } from '../../rules/message';

/** By the reader, or by a person. */
const CAUGHT: readonly string[] = ['CATEGORY_PROMOTIONAL', 'REVIEW_REFUSED'];

/**
 * Counts texts that were declared informative and refused as adverts. A day counts once, so that of the batches of a campaign the
 * first alone writes. A text that was only shown is no message, and is not counted.
 * @param decisions - as stored, none of them before
 */
export function countCaught(tx: Tx, decisions: readonly Decided[]): void {
  const days = new Map<string, { advertiserId: string; day: string }>();
  for (const { candidate, outcome, at } of decisions) {
    if (outcome.verdict !== 'refused' || !CAUGHT.includes(outcome.code)) continue;
    const { advertiserId } = candidate.request;
    const day = dayOf(at);
    days.set(`${advertiserId} ${day}`, { advertiserId, day });
  }
  if (days.size === 0) return;
  const caught = [...days.values()];
  tx.send(
    `INSERT INTO caught_day (advertiser_id, day)
     SELECT n.id, n.day FROM unnest($1::uuid[], $2::date[]) AS n(id, day)
     WHERE NOT EXISTS (SELECT 1 FROM caught_day c WHERE c.advertiser_id = n.id AND c.day = n.day)
     ORDER BY n.id, n.day
     ON CONFLICT DO NOTHING`,
    [caught.map(({ advertiserId }) => advertiserId), caught.map(({ day }) => day)],
  );
}
