import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import { summaryOf } from './import-report';
import type { ImportsSql } from './imports.sql';
import { IMPORTS_SQL } from './imports.store';
import { type Page, pageOf } from '../../http-parts/page';

type Row = ImportsSql['byId']['row'];

export interface RemarkView {
  row: number;
  code: string;
  reason: string;
  /** Masked; absent for imports by an earlier release. */
  number?: string;
}

/** Imports, how far they are, and what they refused. */
@Injectable()
export class FindImports {
  constructor(private readonly database: Database) {}

  async byId(id: string) {
    const [row] = await this.database.query(IMPORTS_SQL.byId, [id]);
    return row && toView(row);
  }

  /** Latest first. */
  async page(addressBookId: string, after: string | undefined, limit: number) {
    const rows = await this.database.query(IMPORTS_SQL.page, [addressBookId, after ?? null, limit + 1]);
    return pageOf(rows.map(toView), limit, ({ id }) => id);
  }

  /** Lists remarks in the order of the file. */
  async remarks(id: string, refused: boolean, after: number, limit: number): Promise<Page<RemarkView>> {
    const rows = await this.database.query(IMPORTS_SQL.remarks, [id, refused, after, limit + 1]);
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
