import type { Sql } from '@stopsms/persistence';
import type { SealTrees } from '../seal-trees';
import { type SealedBatch, type TreePosition, hexOf, sealedBatch } from '../sealed-batch';
import { LEGACY_SQL } from './legacy.store';

/** Evidence that a message existed at an instant with these entries, with the path to a published head. */
export interface LegacySeal extends TreePosition, SealedBatch {
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
    const inTree = { position, path: hexOf((await trees.ofLeaves(row.seq)).pathOf(position)) };
    const seal = { covers: row.entries.split(' '), leaf, ...inTree, ...(await sealedBatch(trees, row)) };
    seals.set(id, [...(seals.get(id) ?? []), seal]);
  }
  return seals;
}
