import { dayOf } from '@stopsms/kernel';
import type { Tx } from '@stopsms/persistence';
import type { Decided } from '../../rules/message';
import { CAUGHT, TRUST_SQL } from './trust.store';

/** Reasons of refusals, by the reader or by a person. */
const CAUGHT_CODES: readonly string[] = ['CATEGORY_PROMOTIONAL', 'REVIEW_REFUSED'];

/**
 * Counts texts that were declared informative and refused as adverts. A day counts once, so that of the batches of a campaign the
 * first alone writes. A text that was only shown is no message, and is not counted.
 * @param decisions - as stored, none of them before
 */
export function countCaught(tx: Tx, decisions: readonly Decided[]): void {
  const days = new Map<string, { advertiserId: string; day: string }>();
  for (const { candidate, outcome, at } of decisions) {
    if (outcome.verdict !== 'refused' || !CAUGHT_CODES.includes(outcome.code)) continue;
    const { advertiserId } = candidate.request;
    const day = dayOf(at);
    days.set(`${advertiserId} ${day}`, { advertiserId, day });
  }
  if (days.size === 0) return;
  tx.send(TRUST_SQL.countCaught, CAUGHT.of([...days.values()]));
}
