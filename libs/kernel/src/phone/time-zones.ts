// Each region has its zone, overseas France included. The tables are those of the engine (ICU), so no list is kept here.

/** Newer engines offer the method, older ones the property (https://tc39.es/proposal-intl-locale-info/). */
type LocaleWithZones = Intl.Locale & { getTimeZones?(): string[] | undefined; timeZones?: string[] | undefined };

const cache = new Map<string, readonly string[]>();

/**
 * IANA time zones of a region, e.g. `FR` → `['Europe/Paris']`, `MQ` → `['America/Martinique']`.
 * @param region - ISO 3166 alpha-2
 * @returns every zone of the region; empty when the region is unknown, so that nothing is open there
 */
export function timeZonesOf(region: string): readonly string[] {
  const known = cache.get(region);
  if (known) return known;
  if (!/^[A-Z]{2}$/.test(region)) return [];
  const locale: LocaleWithZones = new Intl.Locale(`und-${region}`);
  const zones = locale.getTimeZones?.() ?? locale.timeZones ?? [];
  cache.set(region, zones);
  return zones;
}
