import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * A folder of the repository that is read at run time; in an image it lies beside the built code.
 * @param folder - from the root of the repository
 * @param from - a folder below the root, or beside it
 * @returns undefined when none lies above
 */
export function nearestFolder(folder: string, from: string): string | undefined {
  const nearest = join(from, folder);
  if (existsSync(nearest)) return nearest;
  const parent = dirname(from);
  return parent === from ? undefined : nearestFolder(folder, parent);
}
