import { openLevel } from './level-store';
import { openLmdb } from './lmdb-store';
import type { OrderedStore } from './ordered-store';
import type { StoreName } from './store-names';

/** @throws Error if the files are not those of a whole store of this format */
export const openStore = async (name: StoreName, dir: string): Promise<OrderedStore> =>
  name === 'lmdb' ? openLmdb(dir) : openLevel(dir);
