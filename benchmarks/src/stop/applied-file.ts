import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** In which the dispatcher notes what its view holds and since when. */
export const appliedFile = (productDir: string): string => join(productDir, 'applied');
export const WRITE_EVERY_MS = 200;

/** By recipient key, epoch ms of the machine's clock. */
export function appliedAt(file: string): Map<string, number> {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
  return new Map(
    lines.map((line) => {
      const [key = '', at] = line.split(' ');
      return [key, Number(at)];
    }),
  );
}
