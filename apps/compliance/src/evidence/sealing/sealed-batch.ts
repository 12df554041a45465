import type { SealTrees } from './seal-trees';
import { type BatchHeader, type DayHeader, signedBy } from '../trees/seal-chain';
import type { SealsSql } from './seals.sql';

/** Position in a Merkle tree, with the hashes to join on the way up to the root. */
export interface TreePosition {
  position: number;
  path: string[];
}

/** Path from a batch to published heads. */
export interface SealedBatch {
  batch: BatchHeader;
  /** Sequence number of the batch. */
  head: string;
  /** Signature of its head, base64; absent where its header names no key. */
  signature?: string;
  /** The batch in its day; null until the day is over. */
  day: (TreePosition & { header: DayHeader; head: string; signature?: string }) | null;
}

/** A batch as BATCH selects it. */
type BatchRow = Omit<SealsSql['batchesOf']['row'], 'factsOf' | 'after' | 'to'>;

export async function sealedBatch(trees: SealTrees, row: BatchRow): Promise<SealedBatch> {
  const { seq, day, sealedAt, count, root, previous, head, keyId, signature } = row;
  return {
    batch: { seq, day, sealedAt: sealedAt.toISOString(), count, root, previous, ...signedBy(keyId) },
    head,
    ...(signature !== null && { signature }),
    day: row.firstSeq === null ? null : await inDay(trees, row, row.firstSeq),
  };
}

async function inDay(trees: SealTrees, row: BatchRow, firstSeq: number): Promise<SealedBatch['day']> {
  const { day, batches, dayRoot: root, dayPrevious: previous, dayHead: head } = row;
  const position = row.seq - firstSeq;
  const path = hexOf((await trees.ofDay(day)).pathOf(position));
  const header = { day, firstSeq, batches, root, previous, ...signedBy(row.dayKeyId) };
  return { position, path, header, head, ...(row.daySignature !== null && { signature: row.daySignature }) };
}

export const hexOf = (path: Buffer[]): string[] => path.map((hash) => hash.toString('hex'));
