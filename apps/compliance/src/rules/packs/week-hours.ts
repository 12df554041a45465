// Sending hours are local wall time, half-open: the opening minute is in, the closing minute is out.

export const DAY_KINDS = [
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
  'holiday',
] as const;
export type DayKind = (typeof DAY_KINDS)[number];

/** Minutes after local midnight, `opensAt` included, `closesAt` excluded. */
export interface Hours {
  opensAt: number;
  closesAt: number;
}

/** Hours by kind of day; a day that is absent is closed. */
export type WeekHours = Readonly<Partial<Record<DayKind, Hours>>>;

/** `default` applies unless the advertiser chose otherwise; `hard` limits every choice. */
export interface HourLevels {
  default: WeekHours;
  hard: WeekHours;
}

/** `HH:MM-HH:MM` within one day; `24:00` closes at midnight. */
const HOURS = /^([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|24:00)$/;
const MIDNIGHT = 24 * 60;

/** Reads `08:00-20:00`; `closed` gives null, anything else undefined. */
export function readHours(text: string): Hours | null | undefined {
  if (text === 'closed') return null;
  const found = HOURS.exec(text);
  if (!found) return undefined;
  const [, openHour, openMinute, closeHour, closeMinute] = found;
  const opensAt = Number(openHour) * 60 + Number(openMinute);
  const closesAt = closeHour === undefined ? MIDNIGHT : Number(closeHour) * 60 + Number(closeMinute);
  return opensAt < closesAt ? { opensAt, closesAt } : undefined;
}

/** Returns the hours that both allow; undefined when they never meet. */
export function intersectHours(one: Hours | undefined, other: Hours | undefined): Hours | undefined {
  if (!one || !other) return undefined;
  const opensAt = Math.max(one.opensAt, other.opensAt);
  const closesAt = Math.min(one.closesAt, other.closesAt);
  return opensAt < closesAt ? { opensAt, closesAt } : undefined;
}

/** True when `inner` opens nowhere outside `outer`. */
export function isWithin(inner: Hours | undefined, outer: Hours | undefined): boolean {
  if (!inner) return true;
  return outer !== undefined && outer.opensAt <= inner.opensAt && inner.closesAt <= outer.closesAt;
}

/**
 * The hours of one advertiser: the days it chose, cut to `hard`; the pack's default for the others.
 * An advertiser may so be stricter, or looser up to `hard`, never beyond.
 */
export function advertiserHours(window: HourLevels, chosen: Partial<Record<DayKind, Hours | null>>): WeekHours {
  const hours: Partial<Record<DayKind, Hours>> = {};
  for (const day of DAY_KINDS) {
    const wanted = day in chosen ? (chosen[day] ?? undefined) : window.default[day];
    const allowed = intersectHours(wanted, window.hard[day]);
    if (allowed) hours[day] = allowed;
  }
  return hours;
}
