import type { RequeuedCode } from '@stopsms/contracts';
import { sendTime } from '../../rules/hours/send-time';
import type { Obstacle } from '../../rules/message';
import type { Facts } from './facts';

/** Waits of a requeued message whose window is open, by reason. */
const WAITS: Record<RequeuedCode, { waitMs: number; detail: string }> = {
  WINDOW_CLOSED: {
    waitMs: 0,
    detail: 'The window had closed when the turn of the message came; it is open again.',
  },
  WINDOW_ENDING: {
    waitMs: 60_000,
    detail: 'The window was ending when the turn of the message came, and its operator delivers however late.',
  },
  // While the campaign is paused here too, it waits until it is resumed; else one service has not read the latest yet.
  CAMPAIGN_PAUSED: {
    waitMs: 1_000,
    detail: 'The campaign was paused when the turn of the message came; it is tried again.',
  },
  // As with a campaign.
  ADVERTISER_PAUSED: {
    waitMs: 1_000,
    detail: 'All adverts of the advertiser were paused when the turn of the message came; it is tried again.',
  },
  ROUTE_CLOSED: {
    waitMs: 60_000,
    detail: 'No operator takes messages for this country at the moment; it is tried again in a minute.',
  },
  NOT_WRITTEN: {
    waitMs: 0,
    detail: 'Its dispatcher ended or stood still before it wrote it to the operator; it is tried again.',
  },
  KEY_CHANGED: {
    waitMs: 1_000,
    detail: 'The recipient secret was changed after the message was cleared; it is decided again under the new one.',
  },
  REPLY_UNREAD: {
    waitMs: 5_000,
    detail:
      'A text of the recipient that may ask to stop was not read or not decided yet when the turn of the message came; it is decided again.',
  },
};

/** A text may wait for a person for days: a message that it keeps is tried less and less often, and at least this often. */
const MAX_UNCLASSIFIED_WAIT_MS = 900_000;

/** The first attempts serve a text that is read within seconds. A returned attempt is followed by one that is not. */
const unclassifiedWaitMs = (waitMs: number, attempt: number): number =>
  Math.min(waitMs * Math.ceil(attempt / 2) ** 2, MAX_UNCLASSIFIED_WAIT_MS);

/** Returns how long a requeued message waits. */
export function heldAsRequeued(facts: Facts): Obstacle | undefined {
  const { requeued: code, candidate, at } = facts;
  if (!code) return undefined;
  const { waitMs, detail } = WAITS[code];
  const wait = code === 'REPLY_UNREAD' ? unclassifiedWaitMs(waitMs, candidate.attempt) : waitMs;
  const soon = Math.min(at + wait, candidate.request.expiresAt ?? Infinity);
  return { verdict: 'held', until: (code === 'WINDOW_ENDING' && nextWindow(facts)) || soon, code, detail };
}

/** Opening of the window after the one that is ending; undefined if none follows. */
function nextWindow({ candidate, rules, recipient, advertiser, time }: Facts): number | undefined {
  if (!rules || !recipient || time?.when !== 'now' || time.closesAt === undefined) return undefined;
  const next = sendTime(candidate.request, rules, recipient, time.closesAt, advertiser?.sendingHours);
  return next.when === 'later' ? next.until : undefined;
}
