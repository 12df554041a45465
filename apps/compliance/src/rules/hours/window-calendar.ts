import { RecentlyUsed, isOutdated } from '@stopsms/kernel';
import { DateTime } from 'luxon';
import type { PackRegion } from '../packs/rule-pack';
import { DAY_KINDS, type WeekHours, intersectHours } from '../packs/week-hours';
import { holidaysOf } from './holidays';

// Wall time is computed with the IANA zone, day by day: a fixed offset would be an hour wrong twice a year. That is slow,
// so the openings of a week are kept, and so is the stretch of opening or closing that was asked about last: the thousands
// of messages decided within it cost a comparison each. Accounts with the same hours share a calendar, and callers choose
// instants: whatever is kept is keyed by the stretch it holds for, and bounded.

/** State of the send window; all instants in epoch ms. */
export interface SendWindow {
  /** Inside the allowed hours, `[opening, closing)`. */
  open: boolean;
  /** Open, and early enough before closing for a last submit: what a dispatcher asks. */
  maySubmit: boolean;
  /** While open: no submit from this instant on (closing minus the pack's `last_submit_minutes`). */
  closesAt?: number;
  /** The next instant at which the window opens, always after the one asked about. */
  nextOpening: number;
}

interface Stretch {
  from: number;
  to: number;
  open: boolean;
  nextOpening: number;
}

type Interval = [from: number, to: number];

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;
/** A week and two more, which hold an opening wherever a week has one open day; a longer closure looks on, up to a year. */
const DAYS_KEPT = 22;
const DAYS_SEARCHED = 366;
/** More than a year; messages may be asked for at any instant, so what is kept must not grow with them. */
const WEEKS_KEPT = 60;
const DAYS_OF_WEEK = 7;

export class WindowCalendar {
  private last: Stretch | undefined;
  private readonly weeks = new RecentlyUsed<Interval[]>(WEEKS_KEPT);
  private readonly openWeeks = new RecentlyUsed<boolean>(WEEKS_KEPT);

  /** @param hours - of one advertiser, or the pack's default */
  constructor(
    private readonly region: PackRegion,
    private readonly hours: WeekHours,
    private readonly lastSubmitMs: number,
  ) {}

  /** True if the hours open within a year of `instant`. */
  everOpens(instant: number): boolean {
    return this.find(instant) !== undefined;
  }

  /** @throws RangeError when the hours never open: ask `everOpens` first of hours that an advertiser chose */
  at(instant: number): SendWindow {
    const stretch = this.find(instant);
    if (!stretch) throw new RangeError('The sending hours never open: at least one day of the week needs hours.');
    const { open, to, nextOpening } = stretch;
    if (!open) return { open, maySubmit: false, nextOpening };
    const closesAt = to - this.lastSubmitMs;
    return { open, maySubmit: instant < closesAt, closesAt, nextOpening };
  }

  private find(instant: number): Stretch | undefined {
    const { last } = this;
    if (last && instant >= last.from && instant < last.to) return last;
    const week = Math.floor(instant / WEEK_MS);
    let stretch = stretchIn(this.week(week), instant);
    if (!stretch && this.opensFrom(week)) stretch = stretchIn(this.openings(instant, DAYS_SEARCHED), instant);
    if (stretch) this.last = stretch;
    return stretch;
  }

  private week(number: number): Interval[] {
    return this.weeks.get(String(number), () => this.openings(number * WEEK_MS, DAYS_KEPT));
  }

  /** True if there is an opening within a year of any instant of a week; slow to compute for hours that never open. */
  private opensFrom(week: number): boolean {
    return this.openWeeks.get(
      String(week),
      () => this.openings(week * WEEK_MS, DAYS_SEARCHED + DAYS_OF_WEEK).length > 0,
    );
  }

  /** Intervals in which every zone of the region is open and a submit is possible, in order, from the day before `instant` on. */
  private openings(instant: number, days: number): Interval[] {
    return this.region.timeZones
      .map((zone) => this.openingsIn(zone, instant, days))
      .reduce((all, each) => all.flatMap((one) => each.flatMap((other) => overlap(one, other))))
      .filter(([from, to]) => to - from > this.lastSubmitMs);
  }

  private openingsIn(zone: string, instant: number, days: number): Interval[] {
    const yesterday = DateTime.fromMillis(instant, { zone }).startOf('day').minus({ days: 1 });
    const openings = Array.from({ length: days }, (_, index) => yesterday.plus({ days: index })).flatMap((day) =>
      this.opening(day),
    );
    // The clock may differ by an hour: what is open by both of its readings.
    return isOutdated(zone) ? openings.map(([from, to]) => [from + HOUR_MS, to - HOUR_MS]) : openings;
  }

  private opening(day: DateTime): Interval[] {
    const weekday = DAY_KINDS[day.weekday - 1];
    let hours = weekday && this.hours[weekday];
    if (holidaysOf(this.region, day.year).has(day.toFormat('MM-dd'))) hours = intersectHours(hours, this.hours.holiday);
    return hours ? [[wallTime(day, hours.opensAt), wallTime(day, hours.closesAt)]] : [];
  }
}

/** Undefined when no opening follows. */
function stretchIn(openings: Interval[], instant: number): Stretch | undefined {
  const next = openings.find(([from]) => from > instant);
  if (!next) return undefined;
  const current = openings.find(([from, to]) => from <= instant && instant < to);
  if (current) return { from: current[0], to: current[1], open: true, nextOpening: next[0] };
  return { from: instant, to: next[0], open: false, nextOpening: next[0] };
}

function wallTime(day: DateTime, minutes: number): number {
  return day.set({ hour: Math.floor(minutes / 60), minute: minutes % 60 }).toMillis();
}

function overlap([from, to]: Interval, [otherFrom, otherTo]: Interval): Interval[] {
  const both: Interval = [Math.max(from, otherFrom), Math.min(to, otherTo)];
  return both[0] < both[1] ? [both] : [];
}
