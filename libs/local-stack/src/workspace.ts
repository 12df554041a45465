import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The repository's root: the same from `libs/` under Jest and from `dist/libs/` when built. */
export function workspaceRoot(from = __dirname): string {
  if (existsSync(join(from, 'nx.json'))) return from;
  const parent = dirname(from);
  if (parent === from)
    throw new Error(`No nx.json in any folder above ${__dirname}: this code runs inside its repository.`);
  return workspaceRoot(parent);
}
