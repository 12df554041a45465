// Node contains the tz database of its release date. Node 22.22.3 has 2026a, 24.22.3 has 2026e.

/** Release of the tz database (https://www.iana.org/time-zones) that has the clock in force since 2026-11-01. */
const CORRECTED_IN: Readonly<Record<string, string>> = {
  'America/Edmonton': '2026e',
  'America/Inuvik': '2026e',
  'America/Vancouver': '2026e',
  'America/Winnipeg': '2026e',
};

/**
 * Returns whether this Node may compute the clock of a zone with an error of an hour.
 * @param zone - IANA name
 * @param release - of the tz database, e.g. `2026e`
 */
export function isOutdated(zone: string, release = process.versions.tz ?? ''): boolean {
  const correctedIn = CORRECTED_IN[zone];
  return correctedIn !== undefined && release < correctedIn;
}
