import { digestOf } from '../../rules/digest/digest';
import { leafOf, rootOf } from './merkle-tree';

// Messages are sealed in batches, each the Merkle tree of its messages; a batch names what comes before it. When a day (UTC)
// is over, its batches become the Merkle tree of the day; a day names the day before it, and so does the first batch after
// it. So one short head a day, noted anywhere, fixes every message of that day and of all days before, and the proof of a
// message stays small however many batches a day has.

/** Content of the head of a batch. */
export interface BatchHeader {
  /** 1, 2, 3…, never reused. */
  seq: number;
  /** `2026-11-25`, UTC. */
  day: string;
  /** ISO. */
  sealedAt: string;
  /** Messages. */
  count: number;
  root: string;
  /** Head of the batch before it on that day, else of the latest day that is over; null for the first of all. */
  previous: string | null;
  /** Id of the key that signed its head; absent of one from before heads were signed. */
  signedBy?: string;
}

/** Content of the head of a day. */
export interface DayHeader {
  day: string;
  firstSeq: number;
  batches: number;
  /** Root of the tree whose leaves are the heads of the day's batches. */
  root: string;
  /** Head of the latest day before on which something was sealed; null for the first. */
  previous: string | null;
  /** Id of the key that signed its head; absent of one from before heads were signed. */
  signedBy?: string;
}

/** Head of a batch or of a day. */
export const headOf = (header: BatchHeader | DayHeader): string => digestOf(header);

export const dayLeaves = (batchHeads: readonly Buffer[]): Buffer[] => batchHeads.map(leafOf);

export const dayHeader = (
  day: string,
  firstSeq: number,
  batchHeads: readonly Buffer[],
  previous: string | null,
  signedBy?: string,
): DayHeader => ({
  day,
  firstSeq,
  batches: batchHeads.length,
  root: rootOf(dayLeaves(batchHeads)).toString('hex'),
  previous,
  ...(signedBy !== undefined && { signedBy }),
});

/** The member of a header that names the key, where there is one. */
export const signedBy = (keyId: string | null): { signedBy?: string } => (keyId === null ? {} : { signedBy: keyId });
