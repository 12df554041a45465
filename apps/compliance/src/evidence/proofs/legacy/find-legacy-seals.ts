import type { Sql } from '@stopsms/persistence';
import type { SealTrees } from '../seal-trees';
import { BATCH, type BatchRow, type SealedBatch, type Place, hexOf, sealedBatch } from '../sealed-batch';

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
  const rows = await sql.query<BatchRow & { id: string; position: number; entries: string; leaf: string }>(
    `SELECT l.message_id AS id, l.position, l.entries, encode(l.hash, 'hex') AS leaf, ${BATCH}
     FROM proof_leaf l JOIN proof_batch b ON b.seq = l.seq LEFT JOIN proof_day d ON d.day = b.day
     WHERE l.message_id = ANY($1::uuid[]) ORDER BY l.seq`,
    [ids],
  );
  const seals = new Map<string, LegacySeal[]>();
  for (const row of rows) {
    const { id, position, leaf } = row;
    const place = { position, path: hexOf((await trees.ofLeaves(row.seq)).pathOf(position)) };
    const seal = { covers: row.entries.split(' '), leaf, ...place, ...(await sealedBatch(trees, row)) };
    seals.set(id, [...(seals.get(id) ?? []), seal]);
  }
  return seals;
}
