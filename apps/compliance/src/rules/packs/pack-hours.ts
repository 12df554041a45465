import { type Sources, citeSources } from './cite-sources';
import type { PackNode } from './pack-node';
import type { RulePack } from './rule-pack';
import {
  DAY_KINDS,
  type DayKind,
  type HourLevels,
  type Hours,
  type WeekHours,
  isWithin,
  readHours,
} from './week-hours';

export function readWindow(node: PackNode, sources: Sources): RulePack['window'] {
  const lastSubmitMinutes = node.get('last_submit_minutes').wholeNumber();
  return { ...readLevels(node, sources), lastSubmitMinutes };
}

/** Default hours within hard ones, with the sources of both. */
export function readLevels(node: PackNode, sources: Sources): HourLevels {
  citeSources(node, sources);
  const levels = { default: readWeek(node.get('default')), hard: readWeek(node.get('hard')) };
  for (const day of DAY_KINDS) {
    if (!isWithin(levels.default[day], levels.hard[day])) {
      node.get('default').get(day).fail(`is looser than hard.${day}.`);
    }
  }
  if (DAY_KINDS.every((day) => day === 'holiday' || !levels.default[day])) {
    node.get('default').fail('opens on no day of the week, so nothing could ever be sent.');
  }
  node.refuseOtherKeys();
  return levels;
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
