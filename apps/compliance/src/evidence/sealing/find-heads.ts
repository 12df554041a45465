import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import { type BatchHeader, type DayHeader, signedBy } from '../trees/seal-chain';
import { SEALS_SQL } from './seals.store';

type DayHead = DayHeader & { head: string; signature?: string };
type BatchHead = BatchHeader & { head: string; signature?: string };

interface Signed {
  keyId: string | null;
  signature: string | null;
}

/** The heads by which proofs are checked, to be noted or archived where we cannot reach them. */
@Injectable()
export class FindHeads {
  constructor(private readonly database: Database) {}

  /** Days that are over, earliest first. */
  async days(from: string, to: string, limit: number): Promise<DayHead[]> {
    const rows = await this.database.query(SEALS_SQL.days, [from, to, limit]);
    return rows.map(withSignature);
  }

  /** The last batch, which fixes the sealed part of the current day. */
  async latest(): Promise<BatchHead | null> {
    const [row] = await this.database.query(SEALS_SQL.latestHead);
    return row ? { ...withSignature(row), sealedAt: row.sealedAt.toISOString() } : null;
  }
}

const withSignature = <T extends Signed>({ keyId, signature, ...head }: T) => ({
  ...head,
  ...signedBy(keyId),
  ...(signature !== null && { signature }),
});
