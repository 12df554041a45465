import type { Sql } from '@stopsms/persistence';
import { BATCH, type BatchRow, type SealedBatch, type Place, hashes, hexOf, sealedBatch } from '../sealed-batch';
import { pathOf } from '../sealing/merkle-tree';

/** That a message was there at an instant with these entries, and how that leads to a head anybody may have noted. */
export interface SealBefore extends Place, SealedBatch {
  covers: string[];
  leaf: string;
}

/** Every seal that a message had before facts were kept, first to last. */
export async function findSealsBefore(sql: Sql, messageId: string): Promise<SealBefore[]> {
  const rows = await sql.query<BatchRow & { position: number; entries: string; leaf: string }>(
    `SELECT l.position, l.entries, encode(l.hash, 'hex') AS leaf, ${BATCH}
     FROM proof_leaf l JOIN proof_batch b ON b.seq = l.seq LEFT JOIN proof_day d ON d.day = b.day
     WHERE l.message_id = $1 ORDER BY l.seq`,
    [messageId],
  );
  const seals: SealBefore[] = [];
  for (const row of rows) {
    const leaves = await hashes(sql, 'SELECT hash, position AS nth FROM proof_leaf WHERE seq = $1', [row.seq]);
    const { position, leaf } = row;
    const place = { position, path: hexOf(pathOf(leaves, position)) };
    seals.push({ covers: row.entries.split(' '), leaf, ...place, ...(await sealedBatch(sql, row)) });
  }
  return seals;
}
