import { Injectable } from '@nestjs/common';
import { Database, type Sql, type Tx } from '@stopsms/persistence';
import type { ContactsSql } from '../contacts.sql';
import { CONTACTS_SQL } from '../contacts.store';
import { type Page, pageOf } from '../../http-parts/page';

export type AddressBook = ContactsSql['book']['row'];

@Injectable()
export class FindAddressBooks {
  constructor(private readonly database: Database) {}

  async byId(id: string, sql: Sql = this.database): Promise<AddressBook | undefined> {
    const [row] = await sql.query(CONTACTS_SQL.book, [id]);
    return row;
  }

  /** Returns a book and keeps it from deletion until the transaction ends. */
  async hold(tx: Tx, id: string): Promise<AddressBook | undefined> {
    const [row] = await tx.query(CONTACTS_SQL.holdBook, [id]);
    return row;
  }

  /** Latest first. */
  async page(
    { advertiserId, forTests }: { advertiserId?: string | undefined; forTests?: boolean | undefined },
    after: string | undefined,
    limit: number,
  ): Promise<Page<AddressBook>> {
    const params = [advertiserId ?? null, after ?? null, limit + 1, forTests ?? null] as const;
    const rows = await this.database.query(CONTACTS_SQL.books, params);
    return pageOf(rows, limit, ({ id }) => id);
  }

  /** Returns the enforcement of the advertiser: `observe`, `stop-only` or `full`. */
  async enforcementOf(id: string): Promise<string> {
    const [row] = await this.database.query(CONTACTS_SQL.levelOfBook, [id]);
    return row?.level ?? 'full';
  }

  /** Adds to each book its number of contacts: an index is read for it, some 0.1 s for a million. */
  async counted(page: Page<AddressBook>): Promise<Page<AddressBook & { contacts: number }>> {
    const rows = await this.database.query(CONTACTS_SQL.counts, [page.items.map(({ id }) => id)]);
    const counts = new Map(rows.map(({ id, contacts }) => [id, contacts]));
    return { ...page, items: page.items.map((book) => ({ ...book, contacts: counts.get(book.id) ?? 0 })) };
  }

  async contactCount(id: string): Promise<number> {
    const [row] = await this.database.query(CONTACTS_SQL.count, [id]);
    return row?.contacts ?? 0;
  }
}
