import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';

/** That somebody's data were erased, or the opt-out forgotten too. No number and no hash is in it. */
export interface ErasureEntry {
  id: string;
  kind: 'erased' | 'forgotten';
  /** The advertiser asked, or `*` when the platform was. */
  scope: string;
  requestedBy: string;
  reason: string;
  /** Where the written insistence is kept. */
  document?: string;
  /** ISO 8601. */
  at: string;
}

type Row = Omit<ErasureEntry, 'document' | 'at'> & { document: string | null; at: Date };

const ENTRY = `id, kind, scope, requested_by AS "requestedBy", reason, document, done_at AS at`;

@Injectable()
export class FindErasures {
  constructor(private readonly database: Database) {}

  /** Latest first. @param after - the last one of the page before */
  async page(after: Pick<ErasureEntry, 'at' | 'id'> | undefined, limit: number): Promise<ErasureEntry[]> {
    const rows = await this.database.query<Row>(
      `SELECT ${ENTRY} FROM erasure WHERE $1::timestamptz IS NULL OR (done_at, id) < ($1, $2::uuid)
       ORDER BY done_at DESC, id DESC LIMIT $3`,
      [after?.at ?? null, after?.id ?? null, limit],
    );
    return rows.map(toEntry);
  }

  /** Of one person, latest first; those after which nothing was kept of the person are not found. */
  async ofPerson(recipientKey: string, limit: number): Promise<ErasureEntry[]> {
    const rows = await this.database.query<Row>(
      `SELECT ${ENTRY} FROM erasure WHERE recipient_key = $1 ORDER BY done_at DESC, id DESC LIMIT $2`,
      [recipientKey, limit],
    );
    return rows.map(toEntry);
  }
}

const toEntry = ({ document, at, ...row }: Row): ErasureEntry => ({
  ...row,
  ...(document !== null && { document }),
  at: at.toISOString(),
});
