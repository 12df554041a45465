import type { Cap } from './cap';

const HOUR_MS = 3_600_000;

/** A reached cap, and the earliest time at which one more advert may be sent, epoch ms, while a cleared one is not sent yet. */
export interface Capped extends Cap {
  nextAt: number;
}

/**
 * The cap that keeps a recipient waiting longest; undefined when one more advert may leave. An advert counts from the instant at
 * which it left until the period of a cap has passed, to the millisecond, and while it is under way whatever its age.
 * @param sentAt - of the adverts that count, epoch ms, in any order; Infinity while one is under way
 * @param at - epoch ms
 */
export function judgeCaps(caps: readonly Cap[], sentAt: readonly number[], at: number): Capped | undefined {
  const latestFirst = [...sentAt].sort((one, other) => (one === other ? 0 : other - one));
  let longest: Capped | undefined;
  for (const cap of caps) {
    // Of those that count now so many must stop counting that one reservation is free: the last of these is the nth latest.
    const last = latestFirst[cap.adverts - 1];
    const lastsMs = cap.hours * HOUR_MS;
    if (last === undefined || last <= at - lastsMs) continue;
    const nextAt = (last === Infinity ? at : last) + lastsMs;
    if (nextAt > (longest?.nextAt ?? -Infinity)) longest = { ...cap, nextAt };
  }
  return longest;
}
