import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import { type BatchHeader, type DayHeader, signedBy } from './sealing/seal-chain';

export type DayHead = DayHeader & { head: string; signature?: string };
export type BatchHead = BatchHeader & { head: string; signature?: string };

interface Signed {
  keyId: string | null;
  signature: string | null;
}

const hex = (column: string): string => `encode(${column}, 'hex') AS ${column}`;

/** The heads by which proofs are checked, to be noted or archived where we cannot reach them. */
@Injectable()
export class FindHeads {
  constructor(private readonly database: Database) {}

  /** Days that are over, earliest first. */
  async days(from: string, to: string, limit: number): Promise<DayHead[]> {
    const rows = await this.database.query<DayHead & Signed>(
      `SELECT day::text, first_seq AS "firstSeq", batches, ${hex('root')}, ${hex('previous')}, ${hex('head')}, key_id AS "keyId", signature
       FROM proof_day WHERE day BETWEEN $1 AND $2 ORDER BY day LIMIT $3`,
      [from, to, limit],
    );
    return rows.map(withSignature);
  }

  /** The last batch, which fixes what was sealed of the day that is not over. */
  async latest(): Promise<BatchHead | null> {
    const [row] = await this.database.query<Omit<BatchHead, 'sealedAt'> & Signed & { sealedAt: Date }>(
      `SELECT seq, day::text, sealed_at AS "sealedAt", count, ${hex('root')}, ${hex('previous')}, ${hex('head')}, key_id AS "keyId", signature
       FROM proof_batch ORDER BY seq DESC LIMIT 1`,
    );
    return row ? { ...withSignature(row), sealedAt: row.sealedAt.toISOString() } : null;
  }
}

const withSignature = <T extends Signed>({ keyId, signature, ...head }: T) => ({
  ...head,
  ...signedBy(keyId),
  ...(signature !== null && { signature }),
});
