import type { PackNode } from './pack-node';
import { type PackRegion, type RulePack, SECTORS } from './rule-pack';
import { DAY_KINDS, type DayKind, type Hours, type WeekHours, isWithin, readHours } from './week-hours';

// One reader per section of a pack. Each rule must name a source that the pack declares: a rule nobody can trace is refused.

type Sources = RulePack['sources'];

/** `MM-DD`, as in frozen holiday lists. */
const DAY_OF_YEAR = /^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const YEAR = /^20\d\d$/;

export function readSources(node: PackNode): Sources {
  const sources: Record<string, Sources[string]> = {};
  for (const key of node.keys()) {
    const source = node.get(key);
    sources[key] = { title: source.get('title').text(), checked: source.get('checked').oneOf(['V', 'K', 'U', 'D']) };
    source.refuseOtherKeys();
  }
  return sources;
}

export function readWindow(node: PackNode, sources: Sources): RulePack['window'] {
  requireSources(node, sources);
  const window = {
    default: readWeek(node.get('default')),
    hard: readWeek(node.get('hard')),
    lastSubmitMinutes: node.get('last_submit_minutes').wholeNumber(),
  };
  for (const day of DAY_KINDS) {
    if (!isWithin(window.default[day], window.hard[day])) {
      node.get('default').get(day).fail(`is looser than hard.${day}.`);
    }
  }
  node.refuseOtherKeys();
  return window;
}

function readWeek(node: PackNode): WeekHours {
  const week: Partial<Record<DayKind, Hours>> = {};
  for (const day of DAY_KINDS) {
    const hours = readHours(node.get(day).text());
    if (hours === undefined) node.get(day).fail('is neither "closed" nor hours such as 08:00-20:00.');
    else if (hours) week[day] = hours;
  }
  node.refuseOtherKeys();
  return week;
}

export function readMaxParts(node: PackNode, sources: Sources): RulePack['maxParts'] {
  requireSources(node, sources);
  const levels = node.get('max_parts');
  const parts = { default: levels.get('default').wholeNumber(), hard: levels.get('hard').wholeNumber() };
  if (parts.default > parts.hard) levels.get('default').fail('is looser than hard.');
  levels.refuseOtherKeys();
  node.refuseOtherKeys();
  return parts;
}

export function readMention(node: PackNode, sources: Sources): RulePack['mention'] {
  requireSources(node, sources);
  const mention = {
    codeDigits: node.get('code_digits').wholeNumber(),
    codePrefixes: node.get('code_prefixes').texts(),
  };
  node.refuseOtherKeys();
  return mention;
}

export function readSectors(node: PackNode, sources: Sources): RulePack['sectors'] {
  const sectors: RulePack['sectors'] = Object.fromEntries(
    SECTORS.flatMap((sector) => {
      const rule = node.find(sector);
      if (!rule) return [];
      requireSources(rule, sources);
      const effect = rule.get('rule').oneOf(['banned', 'needs-pack']);
      rule.refuseOtherKeys();
      return [[sector, effect]];
    }),
  );
  node.refuseOtherKeys();
  return sectors;
}

export function readRegions(node: PackNode, sources: Sources): RulePack['regions'] {
  return Object.fromEntries(node.keys().map((region) => [region, readRegion(node.get(region), sources)]));
}

function readRegion(node: PackNode, sources: Sources): PackRegion {
  requireSources(node, sources);
  const timeZones = node.get('time_zones').items();
  if (timeZones.length === 0) node.get('time_zones').fail('names no zone, so nothing could ever be open.');
  const region = {
    timeZones: timeZones.map(readZone),
    codeReachable: node.get('code_reachable').flag(),
    linkAlone: node.get('link_alone').flag(),
    ...readHolidays(node.get('holidays')),
  };
  node.refuseOtherKeys();
  return region;
}

function readZone(node: PackNode): string {
  const zone = node.text();
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }) && zone;
  } catch {
    return node.fail('is not an IANA time zone such as Europe/Paris.');
  }
}

function readHolidays(node: PackNode): Pick<PackRegion, 'holidayRegions' | 'frozenHolidays'> {
  const holidayRegions = node.get('regions').texts();
  const frozenHolidays = new Map<number, ReadonlySet<string>>();
  for (const year of node.keys().filter((key) => YEAR.test(key))) {
    const days = node.get(year).text().split(' ');
    const wrong = days.find((day) => !DAY_OF_YEAR.test(day));
    if (wrong !== undefined) node.get(year).fail(`holds "${wrong}", which is not a day such as 07-14.`);
    frozenHolidays.set(Number(year), new Set(days));
  }
  node.refuseOtherKeys();
  return { holidayRegions, frozenHolidays };
}

function requireSources(node: PackNode, sources: Sources): void {
  const cited = node.get('sources');
  const names = cited.texts();
  if (names.length === 0) cited.fail('is empty: cite where the rule comes from.');
  const unknown = names.find((name) => !(name in sources));
  if (unknown !== undefined) cited.fail(`cites "${unknown}", which is not among the sources of the pack.`);
}
