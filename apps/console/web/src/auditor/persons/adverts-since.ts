import type { MessageOfPerson } from '../parts';

type Message = Pick<MessageOfPerson, 'id' | 'advertiserId' | 'category' | 'state' | 'createdAt' | 'timeline'>;

interface Advert {
  id: string;
  /** ISO 8601. */
  at: string;
}

/** Events with which an advert left, or may have left. */
const LEFT: ReadonlySet<string> = new Set(['submitting', 'submitted', 'unknown', 'delivered', 'failed']);
/** States of an advert that has not left and never will. */
const NEVER_LEFT: ReadonlySet<string> = new Set(['refused', 'blocked', 'expired', 'cancelled']);

/** Instant at which an advert left; undefined if it has not. An uncertain outcome counts as sent. */
const leftAt = ({ timeline }: Message): string | undefined =>
  timeline
    .filter(({ event }) => LEFT.has(event))
    .map(({ at }) => at)
    .sort((one, other) => Date.parse(one) - Date.parse(other))[0];

/** A stream of an advertiser counts as the advertiser: its messages do not name the stream. */
const isOf = (scope: string, advertiserId: string | undefined): boolean =>
  advertiserId !== undefined && (scope === '*' || scope.split('/')[0] === advertiserId);

/**
 * Adverts after an opt-out.
 * @param since - ISO 8601, when the person opted out
 * @returns those sent after it, those stopped after it, latest first, and the last one sent before it
 */
export function advertsSince(messages: readonly Message[], scope: string, since: string) {
  const stop = Date.parse(since);
  const adverts = messages.filter(
    ({ advertiserId, category }) => category === 'marketing' && isOf(scope, advertiserId),
  );
  const sent: Advert[] = [];
  const before: Advert[] = [];
  const stopped: Advert[] = [];
  for (const advert of adverts) {
    const at = leftAt(advert);
    const last = advert.timeline.at(-1)?.at ?? advert.createdAt;
    if (at === undefined || NEVER_LEFT.has(advert.state)) {
      if (NEVER_LEFT.has(advert.state) && Date.parse(last) >= stop) stopped.push({ id: advert.id, at: last });
    } else (Date.parse(at) > stop ? sent : before).push({ id: advert.id, at });
  }
  const latestFirst = (one: Advert, other: Advert) => Date.parse(other.at) - Date.parse(one.at);
  const [lastBefore] = before.sort(latestFirst);
  return { sent: sent.sort(latestFirst), stopped: stopped.sort(latestFirst), lastBefore };
}
