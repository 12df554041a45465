import type { GivenBackCode } from '@stopsms/contracts';
import { sendTime } from '../hours/send-time';
import type { Stop } from '../message';
import type { Facts } from './facts';

/** How long a message waits whose window is open, by why the dispatcher gave it back. */
const WAITS: Record<GivenBackCode, { waitMs: number; detail: string }> = {
  WINDOW_CLOSED: {
    waitMs: 0,
    detail: 'The window had closed when the turn of the message came; it is open again.',
  },
  WINDOW_ENDING: {
    waitMs: 60_000,
    detail: 'The window was ending when the turn of the message came, and its operator delivers however late.',
  },
  // While the campaign is paused here too, it waits until it is resumed; else one of us has not heard of the latest yet.
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
    detail: 'A text of the recipient was not read yet when the turn of the message came; it is decided again.',
  },
};

/** A text that stays unread for long, as one that nobody can read does, is not asked after every few seconds: times its wait. */
const UNREAD_TIMES = 60;

/** How long a message waits that the dispatcher gave back. */
export function heldAsGivenBack(facts: Facts): Stop | undefined {
  const { givenBack: code, candidate, at } = facts;
  if (!code) return undefined;
  const { waitMs, detail } = WAITS[code];
  const times = code === 'REPLY_UNREAD' ? Math.min(candidate.attempt, UNREAD_TIMES) : 1;
  const soon = Math.min(at + waitMs * times, candidate.request.expiresAt ?? Infinity);
  return { verdict: 'held', until: (code === 'WINDOW_ENDING' && nextWindow(facts)) || soon, code, detail };
}

/** When the window opens after the one that is ending; undefined where no time follows it. */
function nextWindow({ candidate, rules, recipient, advertiser, time }: Facts): number | undefined {
  if (!rules || !recipient || time?.when !== 'now' || time.closesAt === undefined) return undefined;
  const next = sendTime(candidate.request, rules, recipient, time.closesAt, advertiser?.sendingHours);
  return next.when === 'later' ? next.until : undefined;
}
