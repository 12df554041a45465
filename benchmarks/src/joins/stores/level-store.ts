import { ClassicLevel } from 'classic-level';
import type { OrderedStore } from './ordered-store';

export async function openLevel(dir: string): Promise<OrderedStore> {
  const db = new ClassicLevel<string, string>(dir, { keyEncoding: 'utf8', valueEncoding: 'utf8' });
  await db.open();
  return {
    getMany: (keys) => db.getMany([...keys]),
    range: (start, end) => db.iterator({ gte: start, lt: end }).all(),
    write: async ({ puts, deletes = [] }) => {
      await db.batch([
        ...puts.map(([key, value]) => ({ type: 'put' as const, key, value })),
        ...deletes.map((key) => ({ type: 'del' as const, key })),
      ]);
    },
    flush: () => db.put('!flush', '', { sync: true } as object),
    close: () => db.close(),
  };
}
