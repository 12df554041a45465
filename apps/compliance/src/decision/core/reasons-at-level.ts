import { consentReasons } from '../../people/consents/judge-consent-status';
import { tooEarly } from '../../rules/hours/send-time';
import type { Obstacle } from '../../rules/message';
import type { DecisionCode, DecisionReason } from '../../rules/reasons/decision-reasons';
import { type Enforcement, type Observed, isEnforcedAt } from '../../rules/reasons/enforcement';
import type { Facts } from './facts';
import { type Veto, areStillRead, noConsentOrOptedOut, outsideWindow, strangerUnreachable, textFaulty } from './vetoes';

// A veto names the first of its reasons. Where that one is only observed, the others count too: behind a consent that is missing there
// may be an opt-out, and behind closed hours an instant that the sender chose.

const refusals = (reasons: Iterable<DecisionReason>): Obstacle[] =>
  [...reasons].map((reason) => ({ verdict: 'refused', ...reason }));

function reasonsOf({ candidate, consentStatus, rules, at }: Facts, hidden?: boolean): DecisionReason[] {
  if (!consentStatus || !rules) return [];
  const status = hidden ? { ...consentStatus, ...consentStatus.hidden } : consentStatus;
  return [...consentReasons(candidate.request.category, status, at, rules.consent)];
}

const HIDDEN: ReadonlySet<DecisionCode> = new Set(['OPTED_OUT', 'NUMBER_INVALID', 'NUMBER_SUSPENDED']);

/** Vetoes that can have several reasons at once. */
const SEVERAL = new Map<Veto, (facts: Facts) => Obstacle[]>([
  [textFaulty, ({ text }) => refusals(text?.faults ?? (text?.fault ? [text.fault] : []))],
  [noConsentOrOptedOut, (facts) => (areStillRead(facts) ? [] : refusals(reasonsOf(facts)))],
  [
    strangerUnreachable,
    (facts) =>
      facts.consentStatus?.hidden ? refusals(reasonsOf(facts, true).filter(({ code }) => HIDDEN.has(code))) : [],
  ],
  [outsideWindow, (facts) => [...one(outsideWindow.of(facts)), ...notBefore(facts)]],
]);

const one = (obstacle: Obstacle | undefined): Obstacle[] => (obstacle ? [obstacle] : []);

/** The sender's own wish, which closed hours may hide. */
function notBefore({ candidate: { request }, at }: Facts): Obstacle[] {
  const { notBefore: wanted = at, expiresAt = Infinity } = request;
  return wanted > at ? [{ verdict: 'held', until: Math.min(wanted, expiresAt), ...tooEarly(wanted) }] : [];
}

/** The first reason that a level enforces, and those before it that it only records. */
export function obstacleUnder(
  { level }: Enforcement,
  facts: Facts,
  vetoes: readonly Veto[],
): { obstacle?: Obstacle; observed: Observed[] } {
  const observed = new Map<DecisionCode, Observed>();
  for (const veto of vetoes) {
    for (const obstacle of SEVERAL.get(veto)?.(facts) ?? one(veto.of(facts))) {
      if (isEnforcedAt(level, obstacle.code)) return { obstacle, observed: [...observed.values()] };
      if (!observed.has(obstacle.code)) observed.set(obstacle.code, { verdict: obstacle.verdict, code: obstacle.code });
    }
  }
  return { observed: [...observed.values()] };
}
