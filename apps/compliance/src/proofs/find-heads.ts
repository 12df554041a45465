import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import type { BatchHeader, DayHeader } from './sealing/seal-chain';

export type DayHead = DayHeader & { head: string };
export type BatchHead = BatchHeader & { head: string };

const hex = (column: string): string => `encode(${column}, 'hex') AS ${column}`;

/** The heads by which proofs are checked, to be noted or archived where we cannot reach them. */
@Injectable()
export class FindHeads {
  constructor(private readonly database: Database) {}

  /** Days that are over, earliest first. */
  async days(from: string, to: string, limit: number): Promise<DayHead[]> {
    return this.database.query<DayHead>(
      `SELECT day::text, first_seq AS "firstSeq", batches, ${hex('root')}, ${hex('previous')}, ${hex('head')}
       FROM proof_day WHERE day BETWEEN $1 AND $2 ORDER BY day LIMIT $3`,
      [from, to, limit],
    );
  }

  /** The last batch, which fixes what was sealed of the day that is not over. */
  async latest(): Promise<BatchHead | null> {
    const [row] = await this.database.query<Omit<BatchHead, 'sealedAt'> & { sealedAt: Date }>(
      `SELECT seq, day::text, sealed_at AS "sealedAt", count, ${hex('root')}, ${hex('previous')}, ${hex('head')}
       FROM proof_batch ORDER BY seq DESC LIMIT 1`,
    );
    return row ? { ...row, sealedAt: row.sealedAt.toISOString() } : null;
  }
}
