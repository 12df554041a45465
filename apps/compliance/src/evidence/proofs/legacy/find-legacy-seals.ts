import type { Sql } from '@stopsms/persistence';
import type { SealTrees } from '../seal-trees';
import { type SealedBatch, type Place, hexOf, sealedBatch } from '../sealed-batch';
import { LEGACY_SQL } from './legacy.store';

/** That a message was there at an instant with these entries, and how that leads to a head anybody may have noted. */
export interface LegacySeal extends Place, SealedBatch {
  covers: string[];
  leaf: string;
}

/** Every seal that messages had before facts were kept, first to last, by message. */
export async function findLegacySeals(
  sql: Sql,
  trees: SealTrees,
  ids: readonly string[],
): Promise<Map<string, LegacySeal[]>> {
  const rows = await sql.query(LEGACY_SQL.seals, [ids]);
  const seals = new Map<string, LegacySeal[]>();
  for (const row of rows) {
    const { id, position, leaf } = row;
    const place = { position, path: hexOf((await trees.ofLeaves(row.seq)).pathOf(position)) };
    const seal = { covers: row.entries.split(' '), leaf, ...place, ...(await sealedBatch(trees, row)) };
    seals.set(id, [...(seals.get(id) ?? []), seal]);
  }
  return seals;
}
