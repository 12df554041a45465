import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import type { ErasuresSql } from './erasures.sql';
import { ERASURES_SQL } from './erasures.store';

/** An erasure, of the data or of the opt-out too. It has no number and no hash. */
interface ErasureEntry {
  id: string;
  kind: 'erased' | 'forgotten';
  /** The advertiser that the person asked, or `*` for the platform. */
  scope: string;
  requestedBy: string;
  reason: string;
  /** Location of the written insistence. */
  document?: string;
  /** ISO 8601. */
  at: string;
}

@Injectable()
export class FindErasures {
  constructor(private readonly database: Database) {}

  /** Returns a page, latest first. @param after - the last one of the page before */
  async page(after: Pick<ErasureEntry, 'at' | 'id'> | undefined, limit: number): Promise<ErasureEntry[]> {
    const rows = await this.database.query(ERASURES_SQL.page, [after?.at ?? null, after?.id ?? null, limit]);
    return rows.map(toEntry);
  }

  /** Returns those of one person, latest first, without those that erased the opt-out too. */
  async ofPerson(recipientKey: string, limit: number): Promise<ErasureEntry[]> {
    return (await this.database.query(ERASURES_SQL.ofPerson, [recipientKey, limit])).map(toEntry);
  }
}

const toEntry = ({ document, at, ...row }: ErasuresSql['page']['row']): ErasureEntry => ({
  ...row,
  ...(document !== null && { document }),
  at: at.toISOString(),
});
