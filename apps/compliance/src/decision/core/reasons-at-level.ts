import { consentReasons } from '../../people/consents/judge-consent-status';
import { tooEarly } from '../../rules/hours/send-time';
import type { Stop } from '../../rules/message';
import type { DecisionCode, DecisionReason } from '../../rules/reasons/decision-reasons';
import { type Enforcement, type Observed, isEnforcedAt } from '../../rules/reasons/enforcement';
import type { Facts } from './facts';
import { type Veto, areStillRead, noConsentOrOptedOut, outsideWindow, strangerUnreachable, textFaulty } from './vetoes';

// A veto names the first of its reasons. Where that one is only observed, the others count too: behind a consent that is missing there
// may be an opt-out, and behind closed hours an instant that the sender chose.

const refusals = (reasons: Iterable<DecisionReason>): Stop[] =>
  [...reasons].map((reason) => ({ verdict: 'refused', ...reason }));

function reasonsOf({ candidate, consentStatus, rules, at }: Facts, hidden?: boolean): DecisionReason[] {
  if (!consentStatus || !rules) return [];
  const status = hidden ? { ...consentStatus, ...consentStatus.hidden } : consentStatus;
  return [...consentReasons(candidate.request.category, status, at, rules.consent)];
}

const HIDDEN: ReadonlySet<DecisionCode> = new Set(['OPTED_OUT', 'NUMBER_INVALID', 'NUMBER_SUSPENDED']);

/** Vetoes that can have several reasons at once. */
const SEVERAL = new Map<Veto, (facts: Facts) => Stop[]>([
  [textFaulty, ({ text }) => refusals(text?.faults ?? (text?.fault ? [text.fault] : []))],
  [noConsentOrOptedOut, (facts) => (areStillRead(facts) ? [] : refusals(reasonsOf(facts)))],
  [
    strangerUnreachable,
    (facts) =>
      facts.consentStatus?.hidden ? refusals(reasonsOf(facts, true).filter(({ code }) => HIDDEN.has(code))) : [],
  ],
  [outsideWindow, (facts) => [...one(outsideWindow.of(facts)), ...notBefore(facts)]],
]);

const one = (stop: Stop | undefined): Stop[] => (stop ? [stop] : []);

/** The sender's own wish, which closed hours may hide. */
function notBefore({ candidate: { request }, at }: Facts): Stop[] {
  const { notBefore: wanted = at, expiresAt = Infinity } = request;
  return wanted > at ? [{ verdict: 'held', until: Math.min(wanted, expiresAt), ...tooEarly(wanted) }] : [];
}

/** The first reason that a level enforces, and those before it that it only records. */
export function stopUnder(
  { level }: Enforcement,
  facts: Facts,
  vetoes: readonly Veto[],
): { stop?: Stop; observed: Observed[] } {
  const observed = new Map<DecisionCode, Observed>();
  for (const veto of vetoes) {
    for (const stop of SEVERAL.get(veto)?.(facts) ?? one(veto.of(facts))) {
      if (isEnforcedAt(level, stop.code)) return { stop, observed: [...observed.values()] };
      if (!observed.has(stop.code)) observed.set(stop.code, { verdict: stop.verdict, code: stop.code });
    }
  }
  return { observed: [...observed.values()] };
}
