import { MAX_INSTANT } from '@stopsms/kernel';
import type { RulePack } from '../packs/rule-pack';
import { everOpens, windowAt } from './window-at';
import type { SendWindow } from './window-calendar';
import type { Category, Recipient } from '../message';
import type { DecisionReason } from '../reasons/decision-reasons';
import { type SendingHours, ownHours } from './own-hours';

/** State of the send window in the recipient's time zone at the instant of the decision. */
export interface WindowFinding {
  open: boolean;
  closesAt?: number;
  nextOpening: number;
  timeZones: readonly string[];
  /** The zones are those of the area code; absent when they are those of the whole region. */
  byAreaCode?: true;
  /** Hours of the advertiser at that instant; absent if it had none and those of the country decided. */
  ownHours?: SendingHours;
}

/** Earliest departure of a message: now, an instant, or never. */
export type SendTime =
  | { when: 'now'; closesAt?: number; window?: WindowFinding }
  | { when: 'later'; until: number; reason: DecisionReason; window?: WindowFinding }
  | { when: 'never'; reason: DecisionReason };

/** Region and time zones of the recipient, as far as the number shows. */
type Destination = Pick<Recipient, 'region' | 'timeZones'>;

interface Wish {
  category: Category;
  notBefore?: number;
  expiresAt?: number;
}

/**
 * Finds the first lawful instant that the sender's own wishes allow. A message that expires before is decided again then, so
 * that its sender is notified.
 * @param now - epoch ms
 * @param sendingHours - the advertiser's own; what is looser than the pack's `hard` is cut to it
 * @see docs/law/sending-hours.md#held-past-the-window: held until the next opening, never dropped silently
 */
export function sendTime(
  wish: Wish,
  pack: RulePack,
  destination: Destination,
  now: number,
  sendingHours?: SendingHours,
): SendTime {
  const { region, timeZones } = destination;
  const { category, notBefore = now, expiresAt = Infinity } = wish;
  if (expiresAt <= now) return { when: 'never', reason: expired(expiresAt) };
  const wanted = Math.max(now, notBefore);
  if (category === 'informative') {
    return wanted > now
      ? { when: 'later', until: Math.min(wanted, expiresAt), reason: tooEarly(wanted) }
      : { when: 'now' };
  }
  const own = ownHours(sendingHours);
  if (own && !everOpens(pack, region, wanted, own, timeZones)) return { when: 'never', reason: neverOpen(region) };
  const at = windowAt(pack, region, wanted, own, timeZones);
  const earliest = at.maySubmit ? wanted : at.nextOpening;
  const window = findWindow(pack, destination, now, sendingHours);
  if (earliest === now) {
    return { when: 'now', window, ...(at.closesAt !== undefined && { closesAt: at.closesAt }) };
  }
  const countryHours = own && windowAt(pack, region, wanted, undefined, timeZones);
  const reason = wanted > now && at.maySubmit ? tooEarly(wanted) : closed(region, earliest, countryHours);
  return { when: 'later', until: Math.min(earliest, expiresAt, MAX_INSTANT), reason, window };
}

function findWindow(
  pack: RulePack,
  { region, timeZones }: Destination,
  now: number,
  sendingHours: SendingHours | undefined,
): WindowFinding {
  const { open, closesAt, nextOpening } = windowAt(pack, region, now, ownHours(sendingHours), timeZones);
  return {
    open,
    nextOpening,
    timeZones: timeZones ?? pack.regions[region]?.timeZones ?? [],
    ...(timeZones && { byAreaCode: true }),
    ...(closesAt !== undefined && { closesAt }),
    ...(sendingHours && { ownHours: sendingHours }),
  };
}

const CHANGE_HOURS = 'PATCH /v1/advertisers/:id of campaign changes its sendingHours.';

const iso = (at: number): string => new Date(at).toISOString();

const expired = (expiresAt: number): DecisionReason => ({
  code: 'EXPIRED',
  detail: `The message was to be sent before ${iso(expiresAt)}. Ask again with a later expiresAt if it still matters.`,
});

export const tooEarly = (notBefore: number): DecisionReason => ({
  code: 'NOT_BEFORE',
  detail: `The message was asked to leave at ${iso(notBefore)} and waits until then.`,
});

/** @param countryHours - what the country alone would allow, for an advertiser with hours of its own */
function closed(region: string, opening: number, countryHours: SendWindow | undefined): DecisionReason {
  const waits = `the message waits until ${iso(opening)}.`;
  const code = 'WINDOW_CLOSED';
  if (countryHours?.maySubmit) {
    const detail = `The advertiser's own sending hours are closed at this hour, when adverts to ${region} may be sent; ${waits} ${CHANGE_HOURS}`;
    return { code, detail };
  }
  if (countryHours && countryHours.nextOpening < opening) {
    const detail = `Adverts to ${region} may not be sent at this hour, and the advertiser's own sending hours open later than they may; ${waits} ${CHANGE_HOURS}`;
    return { code, detail };
  }
  return { code, detail: `Adverts to ${region} may not be sent at this hour; ${waits}` };
}

const neverOpen = (region: string): DecisionReason => ({
  code: 'WINDOW_NEVER_OPENS',
  detail: `The advertiser's own sending hours never meet those in which adverts to ${region} may be sent. ${CHANGE_HOURS}`,
});
