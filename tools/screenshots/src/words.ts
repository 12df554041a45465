import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@stopsms/local-stack';

export type Language = 'en' | 'fr';

/** Text of the console in a language, by its subject and key: `marketer`, `draft.toText`. */
export function wordOf(language: Language, subject: string, key: string): string {
  const file = join(workspaceRoot(), `apps/console/web/src/i18n/${language}/${subject}.json`);
  const found = key
    .split('.')
    .reduce<unknown>((at, step) => (at as Record<string, unknown>)[step], JSON.parse(readFileSync(file, 'utf8')));
  if (typeof found !== 'string') throw new Error(`${file} has no text for ${key}`);
  return found;
}
