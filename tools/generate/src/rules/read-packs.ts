import { readFile, readdir } from 'node:fs/promises';
import { parse } from 'yaml';
// eslint-disable-next-line @nx/enforce-module-boundaries -- the pages say what compliance reads, by its own reader
import { readPack } from '../../../../apps/compliance/src/rules/packs/read-pack';
// eslint-disable-next-line @nx/enforce-module-boundaries -- as above
import { RulePacks } from '../../../../apps/compliance/src/rules/packs/rule-packs';

export const PACKS = 'apps/compliance/packs';

type Cited = { sources: string[] };
export type Week = Record<string, string>;
export type Levels = Cited & { default: Week; hard: Week };

export interface RegionText extends Cited {
  time_zones: string[];
  code_reachable: boolean;
  link_alone: boolean;
  hours?: Levels;
  cap?: Cited & { adverts: number; hours: number };
  holidays: { regions: string[] } & Record<string, string | string[]>;
}

/** A pack as it is written, with what each rule cites; the reader of compliance has checked it. */
export interface PackText {
  country: string;
  version: string;
  status: string;
  valid_from: string;
  valid_to?: string;
  hash: string;
  sources: Record<string, { title: string; checked: string }>;
  window: Levels & { last_submit_minutes: number };
  text: Cited & { max_parts: { default: number; hard: number } };
  mention: Cited & { code_digits: number; code_prefixes: string[]; advert_prefixes: string[] };
  senders: Cited & { names: string; registry?: string; generic?: string; symbols?: string };
  identity: Cited & { named_in: string };
  opt_out: Cited & { informative_heeds: string };
  confirmation: Cited & { web: string };
  stop_words: Cited & { words: string[] };
  consent: Cited & { expiry_years: number; bases: Record<string, Cited & { valid: boolean; months?: number }> };
  review: Cited & {
    trusted: { right_texts: number; band_percent: number };
    watched: { days: number; band_percent: number };
  };
  sectors: Record<string, Cited & { rule: string }>;
  configuration: Record<string, Cited & { at: string[]; question: string }>;
  regions: Record<string, RegionText>;
}

/**
 * Every pack, oldest first.
 * @throws PackError naming file and line; for a wrong hash it gives the right one
 */
export async function readPacks(folder = PACKS): Promise<PackText[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  const files = await Promise.all(
    names.map(async (name) => ({ name, yaml: await readFile(`${folder}/${name}`, 'utf8') })),
  );
  new RulePacks(files.map(({ name, yaml }) => readPack(`${folder}/${name}`, yaml)));
  const packs = files.map(({ yaml }) => parse(yaml) as PackText);
  return packs.sort((one, other) => (one.valid_from < other.valid_from ? -1 : 1));
}
