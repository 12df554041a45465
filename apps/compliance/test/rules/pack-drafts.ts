import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readPack } from '../../src/rules/packs/read-pack';

export const PACKS = join(__dirname, '../../packs');
export const french = readFileSync(join(PACKS, 'fr-2026.1.yaml'), 'utf8');

/** A changed pack, with the hash that its refusal prints. */
export function rehashed(yaml: string): string {
  try {
    readPack('pack', yaml);
    return yaml;
  } catch (error) {
    const hash = /write (sha256-\S+) here/.exec(String(error))?.[1];
    if (hash === undefined) throw error;
    return yaml.replace(/^hash: .*$/m, `hash: ${hash}`);
  }
}

/** The French pack of today as a draft of the next year, with other changes. */
export const draft = (...changes: [string | RegExp, string][]): string =>
  rehashed(
    [
      ["version: '2026.1'", "version: '2027.1'"] as const,
      ['status: active', 'status: draft'] as const,
      ...changes,
    ].reduce((yaml, [from, to]) => yaml.replace(from, to), french),
  );
