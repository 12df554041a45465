import type { PackText } from './read-packs';

const NAMES = new Intl.DisplayNames(['en'], { type: 'region' });

/** `FR` → France; a state, `US-TX`, keeps its code. */
export const countryName = (code: string): string => (code.length === 2 ? (NAMES.of(code) ?? code) : code.slice(3));

/** `from 2026-03-01 00:00 (Europe/Paris; 2026-02-28T23:00:00Z) until replaced` */
export function inForce(pack: PackText): string {
  const until = pack.valid_to === undefined ? 'until it is replaced' : `to ${local(pack, pack.valid_to)}, excluded`;
  return `from ${local(pack, pack.valid_from)} ${until}`;
}

/** By the clock of the first zone of the country itself. */
function local(pack: PackText, instant: string): string {
  const timeZone = pack.regions[pack.country]?.time_zones[0] ?? 'UTC';
  const shown = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  return `${shown.format(new Date(instant))} (${timeZone}; ${instant})`;
}
