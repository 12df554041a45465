import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import { type ImportCounts, summaryOf } from './import-report';
import { type Page, pageOf } from '../../http-parts/page';

interface Row extends ImportCounts {
  id: string;
  advertiserId: string;
  addressBookId: string;
  state: 'receiving' | 'waiting' | 'running' | 'completed';
  done: number;
  all: number;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
}

export interface RemarkView {
  row: number;
  code: string;
  reason: string;
  /** Masked; absent for an import of before it was kept. */
  number?: string;
}

const SELECT = `SELECT id, advertiser_id AS "advertiserId", address_book_id AS "addressBookId", state, rows_done AS done,
  rows_all AS all, imported, with_consent AS "withConsent", consents_added AS "consentsAdded", refused AS "refusedCount",
  duplicates, opted_out AS "optedOut", warnings AS "warningsCount", created_at AS "createdAt", started_at AS "startedAt",
  finished_at AS "finishedAt" FROM import`;

/** Imports, how far they are, and what they refused. */
@Injectable()
export class FindImports {
  constructor(private readonly database: Database) {}

  async byId(id: string) {
    const [row] = await this.database.query<Row>(`${SELECT} WHERE id = $1`, [id]);
    return row && toView(row);
  }

  /** Latest first. */
  async page(addressBookId: string, after: string | undefined, limit: number) {
    const rows = await this.database.query<Row>(
      `${SELECT} WHERE address_book_id = $1 AND ($2::uuid IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
      [addressBookId, after ?? null, limit + 1],
    );
    return pageOf(rows.map(toView), limit, ({ id }) => id);
  }

  /** In the order of the file. */
  async remarks(id: string, refused: boolean, after: number, limit: number): Promise<Page<RemarkView>> {
    const rows = await this.database.query<Omit<RemarkView, 'number'> & { number: string | null }>(
      `SELECT row, code, reason, number FROM import_remark WHERE import_id = $1 AND refused = $2 AND row > $3
       ORDER BY row LIMIT $4`,
      [id, refused, after, limit + 1],
    );
    const views = rows.map(({ number, ...remark }) => ({ ...remark, ...(number !== null && { number }) }));
    return pageOf(views, limit, ({ row }) => String(row));
  }
}

function toView({ done, all, createdAt, startedAt, finishedAt, ...row }: Row) {
  return {
    ...row,
    rows: { done, ...(row.state === 'receiving' ? {} : { all }) },
    summary: summaryOf(row),
    createdAt: createdAt.toISOString(),
    ...(startedAt && { startedAt: startedAt.toISOString() }),
    ...(finishedAt && { finishedAt: finishedAt.toISOString() }),
  };
}
