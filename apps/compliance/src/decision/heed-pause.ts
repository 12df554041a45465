import type { Advertiser } from '@stopsms/contracts';
import type { Category } from '../text/category/categorise';
import type { Decision } from './decision';
import type { DecisionReason } from '../reasons/decision-reasons';

/** Why a text of this advertiser would wait although nothing is wrong with it; undefined when it would not. */
export function pauseReason({ name, marketingPaused }: Advertiser, category: Category): DecisionReason | undefined {
  if (category !== 'marketing' || !marketingPaused) return undefined;
  const { at, code } = marketingPaused;
  const detail = `All adverts of ${name} are paused since ${new Date(at).toISOString()} (${code}); they wait until a person lets them go on. Informative messages leave. GET /v1/advertisers/:id/marketing of campaign tells why.`;
  return { code: 'ADVERTISER_PAUSED', detail };
}

/**
 * What a pause of all adverts makes of the decision on one of them. What is refused is not held for it. One that expires
 * before the end of the pause is looked at again then, so that its sender is told.
 */
export function heedPause(decision: Decision, advertiser: Advertiser): Decision {
  const { candidate, outcome } = decision;
  const reason = pauseReason(advertiser, candidate.request.category);
  if (!reason || outcome.verdict === 'refused') return decision;
  const until = candidate.request.expiresAt ?? Infinity;
  return { ...decision, outcome: { verdict: 'held', until, releaseAt: until, ...reason } };
}
