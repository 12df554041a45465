import { existsSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { open } from 'lmdb';
import type { OrderedStore } from './ordered-store';

/** Address space for the file, the maximum of its size. */
const MAP_BYTES = 2 ** 34;

interface Stats {
  pageSize: number;
  lastPageNumber: number;
}

export function openLmdb(dir: string): OrderedStore {
  mkdirSync(dir, { recursive: true });
  const file = join(dir, 'data.mdb');
  const isNew = !existsSync(file);
  const db = open<string, string>({ path: file, encoding: 'string', mapSize: MAP_BYTES, separateFlushed: true });
  // A page behind the end of the file is a fault of the processor that ends the process, so no page is read before this.
  const { pageSize, lastPageNumber } = db.getStats() as Stats;
  if (!isNew && statSync(file).size < lastPageNumber * pageSize) {
    void db.close();
    throw new Error('the file is shorter than its pages');
  }
  return {
    getMany: (keys) => Promise.resolve(keys.map((key) => db.get(key))),
    range: (start, end) =>
      Promise.resolve([...db.getRange({ start, end })].map(({ key, value }): [string, string] => [key, value])),
    write: async ({ puts, deletes = [] }) => {
      await db.batch(() => {
        for (const [key, value] of puts) void db.put(key, value);
        for (const key of deletes) void db.remove(key);
      });
    },
    flush: async () => void (await db.flushed),
    close: () => db.close(),
  };
}
