import { openLevel } from './level-store';
import { openLmdb } from './lmdb-store';
import type { OrderedStore } from './ordered-store';

export const STORES = ['lmdb', 'level'] as const;
export type StoreName = (typeof STORES)[number];

/** @throws Error if the files are not those of a whole store of this format */
export const openStore = async (name: StoreName, dir: string): Promise<OrderedStore> =>
  name === 'lmdb' ? openLmdb(dir) : openLevel(dir);
