import type { SealTrees } from './seal-trees';
import { type BatchHeader, type DayHeader, signedBy } from './sealing/seal-chain';

/** Where something stands in a Merkle tree: what it must be joined with on the way up to the root. */
export interface Place {
  position: number;
  path: string[];
}

/** How a batch leads to heads that anybody may have noted. */
export interface SealedBatch {
  batch: BatchHeader;
  /** Of the batch. */
  head: string;
  /** Of its head, base64; absent where its header names no key. */
  signature?: string;
  /** The batch in its day; null until the day is over. */
  day: (Place & { header: DayHeader; head: string; signature?: string }) | null;
}

export interface BatchRow extends Omit<BatchHeader, 'sealedAt' | 'signedBy'> {
  keyId: string | null;
  signature: string | null;
  dayKeyId: string | null;
  daySignature: string | null;
  sealedAt: Date;
  head: string;
  firstSeq: number | null;
  batches: number;
  dayRoot: string;
  dayPrevious: string | null;
  dayHead: string;
}

const hex = (column: string): string => `encode(${column}, 'hex')`;

/** Columns of a `proof_batch b` with its `proof_day d`, if there is one. */
export const BATCH = `b.seq, b.day::text, b.sealed_at AS "sealedAt", b.count, ${hex('b.root')} AS root,
  ${hex('b.previous')} AS previous, ${hex('b.head')} AS head, b.key_id AS "keyId", b.signature, d.key_id AS "dayKeyId",
  d.signature AS "daySignature", d.first_seq AS "firstSeq", d.batches,
  ${hex('d.root')} AS "dayRoot", ${hex('d.previous')} AS "dayPrevious", ${hex('d.head')} AS "dayHead"`;

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
