import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { nearestFolder } from './nearest-folder';

interface WeightsFiles {
  /** Hash of both files, base64url: a proof names the weights that read a text. */
  id: string;
  /** Contents of `weights.json`. */
  figures: unknown;
  /** Contents of `weights.bin`. */
  bytes: Buffer;
}

const ID_LENGTH = 12;

/**
 * Reads the weights of a learned reader.
 * @param folder - from the root of the repository; in an image it lies beside the built code
 * @param from - a folder below the root, or beside it
 * @throws Error when the folder or one of its files is missing
 */
export function readWeights(folder: string, from: string): WeightsFiles {
  const found = nearestFolder(folder, from);
  if (found === undefined) throw new Error(`No ${folder} above ${from}`);
  const figures = readFileSync(join(found, 'weights.json'));
  const bytes = readFileSync(join(found, 'weights.bin'));
  const id = createHash('sha256').update(figures).update(bytes).digest('base64url').slice(0, ID_LENGTH);
  return { id, figures: JSON.parse(figures.toString('utf8')) as unknown, bytes };
}
