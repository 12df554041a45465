import { type Sources, citeSources } from './cite-sources';
import { isHolidayRegion } from './holiday-regions';
import { readLevels } from './pack-hours';
import type { PackNode } from './pack-node';
import type { PackRegion, RulePack } from './rule-pack';
import { DAY_KINDS, isWithin } from './week-hours';

/** A country or overseas region, or a state of one. */
const REGION = /^[A-Z]{2}(-[A-Z0-9]{1,3})?$/;
/** `Area/City`: an offset or `Etc/GMT+1` knows no summer time. */
const IANA_ZONE = /^(?!Etc\/)[A-Z][A-Za-z]+(\/[A-Z][A-Za-z_-]+)+$/;
/** 31 days: what left is remembered for as long. */
const MAX_CAP_HOURS = 744;
const YEAR = /^20\d\d$/;

export function readRegions(node: PackNode, sources: Sources, window: RulePack['window']): RulePack['regions'] {
  const names = node.keys();
  if (names.length === 0) node.fail('names no region, so the pack would be in force nowhere.');
  const regions = Object.fromEntries(names.map((name) => [name, readRegion(node.get(name), name, sources)]));
  for (const [name, region] of Object.entries(regions)) {
    const hours = region.hours ?? window;
    const states = names.filter((state) => state.startsWith(`${name}-`));
    for (const state of states) {
      refuseLooser(node.get(name), hours, state, regions[state]?.hours ?? window);
      refuseHigherCap(node.get(name), region.cap, state, regions[state]?.cap);
    }
  }
  return regions;
}

/** A number shows no state, so the country must be as strict as the strictest of its states. */
function refuseLooser(
  node: PackNode,
  hours: { hard: RulePack['window']['hard'] },
  state: string,
  limit: { hard: RulePack['window']['hard'] },
): void {
  const looser = DAY_KINDS.find((day) => !isWithin(hours.hard[day], limit.hard[day]));
  if (looser === undefined) return;
  node.fail(
    `allows hours on a ${looser} that ${state} forbids: the state of a number is unknown, so give it the strictest.`,
  );
}

type Cap = NonNullable<PackRegion['cap']>;

function refuseHigherCap(node: PackNode, cap: Cap | undefined, state: string, limit: Cap | undefined): void {
  if (!limit || (cap && cap.adverts <= limit.adverts && cap.hours >= limit.hours)) return;
  node.fail(
    `allows more adverts than ${state}, ${limit.adverts} in ${limit.hours} h: the state of a number is unknown, so give it a cap as low.`,
  );
}

/** A law that lets nothing leave is a pack that is not there; the contract of its topic states how far back a cap may look. */
function readCap(node: PackNode, sources: Sources): Cap {
  citeSources(node, sources);
  const cap = { adverts: node.get('adverts').wholeNumber(), hours: node.get('hours').wholeNumber() };
  if (cap.adverts < 1) node.get('adverts').fail('lets no advert leave: a cap is 1 or more.');
  if (cap.hours < 1 || cap.hours > MAX_CAP_HOURS) node.get('hours').fail(`is not from 1 to ${MAX_CAP_HOURS}.`);
  node.refuseOtherKeys();
  return cap;
}

function readRegion(node: PackNode, name: string, sources: Sources): PackRegion {
  if (!REGION.test(name)) node.fail('is no ISO 3166 code such as FR, MQ or US-TX.');
  citeSources(node, sources);
  const timeZones = node.get('time_zones').items();
  if (timeZones.length === 0) node.get('time_zones').fail('names no zone, so nothing could ever be open.');
  const hours = node.find('hours');
  const cap = node.find('cap');
  const region = {
    timeZones: timeZones.map(readZone),
    codeReachable: node.get('code_reachable').flag(),
    linkAlone: node.get('link_alone').flag(),
    ...readHolidays(node.get('holidays')),
    ...(hours && { hours: readLevels(hours, sources) }),
    ...(cap && { cap: readCap(cap, sources) }),
  };
  node.refuseOtherKeys();
  return region;
}

function readZone(node: PackNode): string {
  const zone = node.text();
  if (IANA_ZONE.test(zone) && isKnownZone(zone)) return zone;
  return node.fail('is not an IANA time zone such as Europe/Paris.');
}

function isKnownZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function readHolidays(node: PackNode): Pick<PackRegion, 'holidayRegions' | 'frozenHolidays'> {
  const holidayRegions = node.get('regions').items().map(readHolidayRegion);
  const frozenHolidays = new Map<number, ReadonlySet<string>>();
  for (const year of node.keys().filter((key) => YEAR.test(key))) {
    const days = node.get(year).text().split(' ');
    const wrong = days.find((day) => !isDay(`${year}-${day}`));
    if (wrong !== undefined) node.get(year).fail(`holds "${wrong}", which is not a day such as 07-14.`);
    frozenHolidays.set(Number(year), new Set(days));
  }
  node.refuseOtherKeys();
  return { holidayRegions, frozenHolidays };
}

/** One that the library does not know would only be found years later, when its frozen days end, or never. */
function readHolidayRegion(node: PackNode): string {
  const region = node.matching(REGION, 'such as FR or FR-GP');
  if (isHolidayRegion(region)) return region;
  return node.fail(`is "${region}", of which date-holidays knows no holidays: give a country or state that it knows.`);
}

/** False for 02-30 too, which the engine would take for 2 March. */
function isDay(date: string): boolean {
  const ms = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00:00Z`) : NaN;
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date);
}
