// Ranges that regulators keep for films and tests. Nobody answers there, so fixtures and simulators use them; the
// metadata calls the French and British ones invalid and knows nothing of the American one.

interface FictionRange {
  callingCode: string;
  /** Admits the national number, without the digit that it begins with inside its country. */
  national: RegExp;
  /** Absent for a calling code of several countries: the metadata then determines the country. */
  region?: string;
}

const RANGES: readonly FictionRange[] = [
  { callingCode: '33', national: /^63998\d{4}$/, region: 'FR' },
  { callingCode: '44', national: /^7700900\d{3}$/, region: 'GB' },
  { callingCode: '1', national: /^\d{3}55501\d{2}$/ },
];

const E164 = RANGES.map(({ callingCode, national }) => {
  return new RegExp(`^\\+${callingCode}[01]?${national.source.slice(1)}`);
});

/**
 * Returns whether a number is reserved for fiction, without reading it: true also for some that cannot exist.
 * @param e164 - `+` and digits
 */
export const isFictionNumber = (e164: string): boolean => E164.some((range) => range.test(e164));

/** The region of a number reserved for fiction, or undefined for any other number. */
export function fictionRegion(
  callingCode: string,
  nationalNumber: string,
  country: string | undefined,
): string | undefined {
  const range = RANGES.find((each) => each.callingCode === callingCode && each.national.test(nationalNumber));
  return range && (range.region ?? country);
}
