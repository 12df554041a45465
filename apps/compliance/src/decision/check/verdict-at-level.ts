import type { EnforcementLevel } from '@stopsms/contracts';
import type { Verdict } from '@stopsms/text-reader';
import type { DecisionCode, DecisionReason } from '../../rules/reasons/decision-reasons';
import { isEnforcedAt } from '../../rules/reasons/enforcement';

/** Verdict on a text at the advertiser's level of enforcement. */
export interface LevelVerdict {
  level: EnforcementLevel;
  verdict: Verdict;
  /** Reasons that stop the text under full enforcement only. */
  observed: DecisionCode[];
}

/** Reasons beside a verdict, which refuse nothing. */
const NO_REFUSALS: ReadonlySet<DecisionCode> = new Set([
  'REVIEW_NEEDED',
  'MENTION_ON_INFORMATIVE',
  'ADVERTISER_PAUSED',
]);

/** Returns what becomes of a text at a level, by its verdict and reasons under full enforcement. */
export function verdictAtLevel(
  level: EnforcementLevel,
  verdict: Verdict,
  reasons: readonly DecisionReason[],
): LevelVerdict {
  const codes = [...new Set(reasons.map(({ code }) => code))];
  const stops = (code: DecisionCode) => isEnforcedAt(level, code);
  const observed = codes.filter((code) => !stops(code) && !NO_REFUSALS.has(code));
  if (verdict !== 'refuse') return { level, verdict, observed };
  const isRefused = codes.some((code) => stops(code) && !NO_REFUSALS.has(code));
  const kept = codes.includes('REVIEW_NEEDED') ? 'review' : 'accept';
  return { level, verdict: isRefused ? 'refuse' : kept, observed };
}
