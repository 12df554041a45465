// The 16 characters `YYMMDDhhmmsstnnp` of SMPP 3.4 7.1.1: tenths t, quarter hours nn from UTC, and p one of + - R.

const QUARTER_HOUR_MS = 15 * 60_000;
const DAY_MS = 24 * 3_600_000;
const MAX_DAYS = 99;
const MAX_QUARTER_HOURS = 48;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const WEEK_MS = 7 * DAY_MS;
/** Beyond it, networks know weeks alone. */
const MAX_IN_DAYS_MS = 30 * DAY_MS;

/** Two digits each for year, month, day, hour, minute and second, a tenth, quarter hours and a sign or R. */
const PATTERN = /^(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d)(\d\d)([+R-])$/;

/**
 * A span from now, such as a `validity_period`: one hour is `000000010000000R`. Fractions of a second are dropped, so
 * that a message never lives longer than asked.
 * @throws RangeError unless the span is from 1 second to 99 days
 */
export function relativeTime(spanMs: number): string {
  const days = Math.floor(spanMs / DAY_MS);
  if (!(spanMs >= 1_000 && days <= MAX_DAYS)) {
    throw new RangeError(`A relative SMPP time of ${spanMs} ms cannot be written: 1 second to ${MAX_DAYS} days can.`);
  }
  const time = new Date(spanMs % DAY_MS).toISOString().slice(11, 19).replaceAll(':', '');
  return `0000${String(days).padStart(2, '0')}${time}000R`;
}

/**
 * The longest validity not above `spanMs` that a mobile network can keep and a relative SMPP time can be: steps of 5 minutes to 12
 * hours, of 30 minutes to a day, of a day to 30 days, then of a week to 14 weeks (3GPP 23.040, TP-Validity-Period). A network left
 * to round by itself may round up, and an advert would arrive after its window. Below 5 minutes it is left as it is: only the
 * operator's own queue can keep that.
 */
export function inNetworkSteps(spanMs: number): number {
  if (spanMs > MAX_IN_DAYS_MS) {
    const longestMs = Math.min(spanMs, MAX_DAYS * DAY_MS);
    return Math.max(MAX_IN_DAYS_MS, Math.floor(longestMs / WEEK_MS) * WEEK_MS);
  }
  const stepMs = spanMs <= 12 * HOUR_MS ? 5 * MINUTE_MS : spanMs <= DAY_MS ? 30 * MINUTE_MS : DAY_MS;
  return spanMs < stepMs ? spanMs : Math.floor(spanMs / stepMs) * stepMs;
}

/**
 * An instant, shown by a clock `quarterHours` ahead of UTC: 2026-11-25 19:59 at UTC+1 is `261125195900004+`.
 * @param atMs - epoch milliseconds
 * @param quarterHours - -48 to 48, 4 for UTC+1
 */
export function absoluteTime(atMs: number, quarterHours = 0): string {
  const local = new Date(atMs + quarterHours * QUARTER_HOUR_MS).toISOString();
  const digits = local.slice(2, 19).replace(/\D/g, '');
  const tenths = local.slice(20, 21);
  return `${digits}${tenths}${String(Math.abs(quarterHours)).padStart(2, '0')}${quarterHours < 0 ? '-' : '+'}`;
}

/**
 * Reads either form as epoch milliseconds; years are 2000 to 2099.
 * @param nowMs - the instant a relative time counts from; years and months of it count as 365 and 30 days
 * @returns undefined if the text is neither, or names a date or time that does not exist
 */
export function parseTime(text: string, nowMs: number): number | undefined {
  const [, ...fields] = PATTERN.exec(text) ?? [];
  const [year = NaN, month = NaN, day = NaN, hour = NaN, minute = NaN, second = NaN, tenths = NaN, quarters = NaN] =
    fields.map(Number);
  const sign = fields[8];
  if (sign === 'R') {
    return nowMs + (year * 365 + month * 30 + day) * DAY_MS + ((hour * 60 + minute) * 60 + second) * 1_000;
  }
  if (!(quarters <= MAX_QUARTER_HOURS)) return undefined;
  const clock = Date.UTC(2000 + year, month - 1, day, hour, minute, second, tenths * 100);
  // `Date.UTC` carries month 13 or hour 24 over into the next year or day.
  if (Number.isNaN(clock) || absoluteTime(clock).slice(0, 13) !== text.slice(0, 13)) return undefined;
  return clock - (sign === '-' ? -quarters : quarters) * QUARTER_HOUR_MS;
}
