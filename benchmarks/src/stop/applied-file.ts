import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** File in which the dispatcher notes the recipients it refuses and since when: `blocked` by the text alone, `listed` by its view. */
export const appliedFile = (productDir: string): string => join(productDir, 'applied');
export const WRITE_EVERY_MS = 200;

/** By recipient key, epoch ms of the machine's clock. */
export interface Applied {
  blocked: Map<string, number>;
  listed: Map<string, number>;
}

export function appliedAt(file: string): Applied {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : [];
  const applied: Applied = { blocked: new Map(), listed: new Map() };
  for (const line of lines) {
    const [kind = '', key = '', at] = line.split(' ');
    applied[kind as keyof Applied].set(key, Number(at));
  }
  return applied;
}
