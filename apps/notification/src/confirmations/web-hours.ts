import { DateTime } from 'luxon';

const OPENS_AT = 8;
const CLOSES_AT = 22;
/** Each step moves to an opening in one of the zones; zones that never share an open hour are given up on. */
const MAX_STEPS = 48;

/**
 * Countries whose law wants a confirmation at once or not at all, at night too: in the US the FCC holds it lawful within five
 * minutes of the opt-out (47 CFR 64.1200(a)(12)). The rule packs of compliance say the same; `npm run check` compares them.
 */
export const AT_ONCE: ReadonlySet<string> = new Set(['US']);

/**
 * Returns when a confirmation of an opt-out made on the web page may be texted: the page has confirmed already, so the text can
 * wait for the day, 08:00 to 22:00 where the recipient lives.
 * @param now - epoch ms
 * @param timeZones - IANA names; several if the number does not determine one: then all must be open
 * @returns `now`, or the next opening; undefined when there is none, as for an unknown region
 * @see docs/law/answers.md#night-and-sunday
 */
export function nextWebHour(now: number, timeZones: readonly string[]): number | undefined {
  if (timeZones.length === 0) return undefined;
  let at = now;
  for (let step = 0; step < MAX_STEPS; step += 1) {
    const closed = timeZones.map((zone) => DateTime.fromMillis(at, { zone })).find((local) => !isOpen(local));
    if (!closed) return at;
    at = openingAfter(closed).toMillis();
  }
  return undefined;
}

const isOpen = ({ hour }: DateTime): boolean => OPENS_AT <= hour && hour < CLOSES_AT;

function openingAfter(local: DateTime): DateTime {
  const day = local.hour < OPENS_AT ? local : local.plus({ days: 1 });
  return day.startOf('day').set({ hour: OPENS_AT });
}
