import type { OptOutChanged } from '@stopsms/contracts';
import { ALL_ADVERTISERS } from '@stopsms/kernel';

/**
 * Action at another system after a change. `narrower`: the opt-out is of some of the advertisers whose account it is. `no-number`: the change
 * has no number, as after an import or a complaint.
 */
export type PlannedPush = 'push' | 'return' | 'narrower' | 'no-number' | 'nothing';

/**
 * Plans what a change means for an account at another system. The account blocks a number for all of its advertisers, so an opt-out is pushed
 * only if it is from all of them; a return lifts only an account of one. The number goes only where it is known already.
 * @param advertisers - whose account it is
 * @param concerned - advertisers of the opt-out, with those of the same legal entity
 */
export function planPush(
  change: OptOutChanged,
  advertisers: readonly string[],
  concerned: ReadonlySet<string>,
): PlannedPush {
  const { optOuts, msisdn, numberKnownTo = [] } = change;
  const scopes = optOuts.map(({ scope }) => scope);
  const isWhole = scopes.includes(ALL_ADVERTISERS) || advertisers.every((id) => concerned.has(id));
  if (msisdn === undefined) return isWhole && change.change === 'opted-out' ? 'no-number' : 'nothing';
  if (!advertisers.some((id) => numberKnownTo.includes(id))) return 'nothing';
  if (change.change === 'returned') {
    const isWitnessed = change.source === 'sms' && change.lift === undefined;
    return isWitnessed && advertisers.length === 1 && scopes.includes(advertisers[0] ?? '') ? 'return' : 'nothing';
  }
  if (isWhole) return 'push';
  return advertisers.some((id) => concerned.has(id)) ? 'narrower' : 'nothing';
}
