import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '@stopsms/local-stack';
import type { Edit } from './mutations';

export interface Mutant {
  builtDir: string;
  delete(): void;
}

/**
 * A copy of the built product with these edits. It lies inside the repository, where packages and rule packs are found.
 * @throws Error if a text does not stand exactly once where it should: the code has changed, and so must the mutation
 */
export function makeMutant(edits: readonly Edit[]): Mutant {
  const root = workspaceRoot();
  const home = join(root, '.stopsms');
  mkdirSync(home, { recursive: true });
  const builtDir = mkdtempSync(join(home, 'mutant-'));
  const mutant = { builtDir, delete: () => rmSync(builtDir, { recursive: true, force: true }) };
  try {
    for (const part of ['apps', 'libs']) cpSync(join(root, 'dist', part), join(builtDir, part), { recursive: true });
    edits.forEach((edit) => apply(builtDir, edit));
    return mutant;
  } catch (error) {
    mutant.delete();
    throw error;
  }
}

/** Number of occurrences of its text. */
export const timesFound = (builtDir: string, { file, find }: Edit): number => {
  const path = join(builtDir, file);
  return existsSync(path) ? readFileSync(path, 'utf8').split(find).length - 1 : 0;
};

function apply(builtDir: string, edit: Edit): void {
  const { file, find, replace } = edit;
  const times = timesFound(builtDir, edit);
  if (times !== 1) {
    throw new Error(
      `dist/${file} has "${find}" ${times} times, expected once: adapt e2e/faults/mutations.ts to the code.`,
    );
  }
  const path = join(builtDir, file);
  const code = readFileSync(path, 'utf8');
  writeFileSync(
    path,
    code.replace(find, () => replace),
  );
}
