import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

const BLOCK = 512;

/** Files of a folder, the largest first. */
export const filesIn = (dir: string): string[] =>
  readdirSync(dir, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort((a, b) => statSync(b).size - statSync(a).size);

/** Bytes that a folder takes on the disk. */
export const bytesIn = (dir: string): number =>
  filesIn(dir).reduce((sum, file) => sum + BLOCK * statSync(file).blocks, 0);
