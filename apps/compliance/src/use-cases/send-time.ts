import type { RulePack } from '../domain/packs/rule-pack';
import { windowAt } from '../domain/window/window-at';
import type { WindowFinding } from './decision';
import type { DecisionReason } from './decision-reasons';

/** When a message may leave: now, not before some instant, or never again. */
export type SendTime =
  | { when: 'now'; closesAt?: number; window?: WindowFinding }
  | { when: 'later'; until: number; reason: DecisionReason; window?: WindowFinding }
  | { when: 'never'; reason: DecisionReason };

interface Wish {
  category: 'marketing' | 'informative';
  notBefore?: number;
  expiresAt?: number;
}

/**
 * Finds the first lawful instant that the sender's own wishes allow. A message whose expiry comes first is looked at again
 * then, so that its sender is told.
 * @param now - epoch ms
 * @see rules.md 5 "Queued past the window": held until the next opening, never dropped silently
 */
export function sendTime(wish: Wish, pack: RulePack, region: string, now: number): SendTime {
  const { category, notBefore = now, expiresAt = Infinity } = wish;
  if (expiresAt <= now) return { when: 'never', reason: expired(expiresAt) };
  const wanted = Math.max(now, notBefore);
  if (category === 'informative') {
    return wanted > now
      ? { when: 'later', until: Math.min(wanted, expiresAt), reason: tooEarly(wanted) }
      : { when: 'now' };
  }
  const at = windowAt(pack, region, wanted);
  const earliest = at.maySubmit ? wanted : at.nextOpening;
  const window = findWindow(pack, region, now);
  if (earliest === now) {
    return { when: 'now', window, ...(at.closesAt !== undefined && { closesAt: at.closesAt }) };
  }
  const reason = wanted > now && at.maySubmit ? tooEarly(wanted) : closed(region, earliest);
  return { when: 'later', until: Math.min(earliest, expiresAt), reason, window };
}

function findWindow(pack: RulePack, region: string, now: number): WindowFinding {
  const { open, closesAt, nextOpening } = windowAt(pack, region, now);
  return {
    open,
    nextOpening,
    timeZones: pack.regions[region]?.timeZones ?? [],
    ...(closesAt !== undefined && { closesAt }),
  };
}

const iso = (at: number): string => new Date(at).toISOString();

const expired = (expiresAt: number): DecisionReason => ({
  code: 'EXPIRED',
  detail: `The message was to be sent before ${iso(expiresAt)}. Ask again with a later expiresAt if it still matters.`,
});

const tooEarly = (notBefore: number): DecisionReason => ({
  code: 'NOT_BEFORE',
  detail: `The message was asked to leave at ${iso(notBefore)} and waits until then.`,
});

const closed = (region: string, opening: number): DecisionReason => ({
  code: 'WINDOW_CLOSED',
  detail: `Adverts to ${region} may not be sent at this hour; the message waits until ${iso(opening)}.`,
});
