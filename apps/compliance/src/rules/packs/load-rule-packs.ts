import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Log } from '@stopsms/service';
import { readPack } from './read-pack';
import type { RulePack } from './rule-pack';
import { RulePacks } from './rule-packs';
import { isOutdated, nearestFolder } from '@stopsms/kernel';

/** Folder of packs in the repository; beside the built code in an image. */
const FOLDER = join('apps', 'compliance', 'packs');

/** Every pack of a folder, and the choice among them. */
export class LoadedPacks {
  constructor(
    readonly all: readonly RulePack[],
    readonly choice: RulePacks,
  ) {}
}

/** Loads the packs, and logs where adverts are refused without need: between two packs of a country, and in zones of an outdated Node. */
export function announceRulePacks(log: Log, folder?: string): LoadedPacks {
  const packs = loadRulePacks(folder);
  for (const { country, from, to } of packs.choice.gaps) {
    const stretch = { country, from: new Date(from).toISOString(), to: new Date(to).toISOString() };
    log.warn(stretch, 'No rule pack is in force between two packs of a country: adverts to it are refused then');
  }
  const zones = packs.all.flatMap(({ regions }) => Object.values(regions).flatMap(({ timeZones }) => timeZones));
  const outdated = [...new Set(zones.filter((zone) => isOutdated(zone)))];
  if (outdated.length > 0) {
    const release = process.versions.tz;
    log.warn(
      { release, zones: outdated },
      'This Node has an old clock of some zones: adverts to them open an hour later and close an hour earlier',
    );
  }
  return packs;
}

/**
 * Reads the packs once, at start: a pack that is wrong keeps the service from starting, because advertising without rules is
 * refused (docs/law/README.md#fail-closed).
 * @param folder - `RULE_PACKS_DIR`; by default the nearest `apps/compliance/packs` above this file
 * @throws Error when the folder holds no pack, PackError when one is wrong
 */
export function loadRulePacks(folder = shippedFolder()): LoadedPacks {
  const names = readdirSync(folder).filter((name) => name.endsWith('.yaml'));
  if (names.length === 0)
    throw new Error(`No rule pack in ${folder}: set RULE_PACKS_DIR to a folder with *.yaml packs.`);
  const all = names.map((name) => readPack(name, readFileSync(join(folder, name), 'utf8')));
  return new LoadedPacks(all, new RulePacks(all));
}

function shippedFolder(): string {
  const folder = nearestFolder(FOLDER, __dirname);
  if (folder === undefined) throw new Error(`No ${FOLDER} above ${__dirname}: set RULE_PACKS_DIR.`);
  return folder;
}
