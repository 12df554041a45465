import Holidays from 'date-holidays';

/** Table of the library, read once: it takes tenths of a second. */
let library: Holidays | undefined;

/**
 * True if the holiday library knows a region: a country, or a state of one. For an unknown state it returns the
 * holidays of the country, so a pack that names one is refused at load.
 * @param region - such as `FR` or `FR-GP`
 */
export function isHolidayRegion(region: string): boolean {
  library ??= new Holidays();
  const [country = '', state] = region.split('-');
  if (!Object.hasOwn(library.getCountries(), country)) return false;
  return state === undefined || Object.hasOwn(library.getStates(country) ?? {}, state);
}
