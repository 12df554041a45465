import Holidays from 'date-holidays';
import { DateTime } from 'luxon';

// Inside the default French window for adverts, Mon–Sat 08:00–20:00 (docs/law/france.md#sending-hours), so that a story begun
// in the last minute still has time to end. A provider that honours no validity gets no advert in the window's last two hours.
const OPENS_AT_HOUR = 8;
const CLOSES_AT_HOUR = 17;
const SHOWN_HOUR = 10;
const SATURDAY = 6;
const ZONE = 'Europe/Paris';

const holidays = new Holidays('FR');

/**
 * Chooses `STOPSMS_CLOCK` for a stack started at `now`: the real time where adverts may leave now, else 10:00 in Paris on
 * the next day when they may.
 * @param notBefore - what the stack's clock showed last; kept data must not come from the future
 * @returns `<ISO>@<ISO>` as `clockFrom` of the kernel reads it, or undefined where the real time will do
 */
export function lawfulClock(now: Date, notBefore: Date = now): string | undefined {
  const from = notBefore > now ? notBefore : now;
  const shown = isLawful(inParis(from)) ? from : nextLawfulMorning(inParis(from));
  return shown.getTime() === now.getTime() ? undefined : `${shown.toISOString()}@${now.toISOString()}`;
}

function nextLawfulMorning(from: DateTime): Date {
  const morning = from.set({ hour: SHOWN_HOUR, minute: 0, second: 0, millisecond: 0 });
  const next = morning < from ? morning.plus({ days: 1 }) : morning;
  return isLawful(next) ? next.toJSDate() : nextLawfulMorning(next.plus({ minutes: 1 }));
}

function isLawful(at: DateTime): boolean {
  return at.weekday <= SATURDAY && at.hour >= OPENS_AT_HOUR && at.hour < CLOSES_AT_HOUR && !isHoliday(at.toJSDate());
}

function isHoliday(at: Date): boolean {
  const found = holidays.isHoliday(at);
  return found !== false && found.some(({ type }) => type === 'public');
}

function inParis(at: Date): DateTime {
  return DateTime.fromJSDate(at, { zone: ZONE });
}
