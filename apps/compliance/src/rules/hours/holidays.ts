import { RecentlyUsed } from '@stopsms/kernel';
import Holidays from 'date-holidays';
import type { PackRegion } from '../packs/rule-pack';

// The pack's frozen list decides for the years it has. The library, slow to start, answers for the others, once per
// region and year; when a region's holidays differ inside it and the number does not show where, any of them counts.

/** Cache size: all years of the range of instants, for some dozens of regions. */
const KEPT_YEARS = 5_000;
const computed = new RecentlyUsed<ReadonlySet<string>>(KEPT_YEARS);

/** `MM-DD` of the public holidays of a year in local time. */
export function holidaysOf(region: PackRegion, year: number): ReadonlySet<string> {
  return region.frozenHolidays.get(year) ?? computedHolidays(region.holidayRegions, year);
}

/** Returns the holidays of the library. @throws RangeError for an unknown region: the pack is wrong, not the message */
export function computedHolidays(regions: readonly string[], year: number): ReadonlySet<string> {
  return computed.get(
    `${regions.join(' ')} ${year}`,
    () => new Set(regions.flatMap((region) => publicHolidays(region, year))),
  );
}

function publicHolidays(region: string, year: number): string[] {
  const [country = '', state] = region.split('-');
  const calendar = new Holidays({ country, ...(state && { state }) }, { types: ['public'] });
  const days = calendar.getHolidays(year);
  if (!days || days.length === 0) throw new RangeError(`date-holidays knows no public holiday of "${region}".`);
  return days.map(({ date }) => date.slice('YYYY-'.length, 'YYYY-MM-DD'.length));
}
