import { Injectable } from '@nestjs/common';
import { Database, type Sql } from '@stopsms/persistence';
import { scopesFor } from '../advertisers/entities/entity-accounts';
import { type Page, pageOf } from '../http-parts/page';
import type { ContactRows } from './contacts.columns';
import type { ContactsSql } from './contacts.sql';
import { CONTACTS_SQL, MAX_SEARCHED } from './contacts.store';
import { OPT_OUTS_SQL } from './opt-outs.store';

/** A contact as it is stored; who is shown its number, the routes say. */
export interface StoredContact {
  /** Within its address book. */
  id: string;
  phone: string;
  region: string;
  attributes: Record<string, string>;
  /** The consent that came with it, as compliance knows it. */
  consentId?: string;
  importedAt: string;
  changedAt?: string;
  version: number;
}

interface ContactSearch {
  recipientKey?: string | undefined;
  /** An attribute that has exactly this value, whatever its case. */
  attribute?: { name: string; value: string } | undefined;
  /** ISO 3166 alpha-2. */
  region?: string | undefined;
  /** Part of the value of any attribute, whatever its case. */
  text?: string | undefined;
}

type Row = ContactsSql['byId']['row'] | ContactRows[number];

@Injectable()
export class FindContacts {
  constructor(private readonly database: Database) {}

  /**
   * In the order of import.
   * @param after - `nextCursor` of the page before
   */
  async page(
    addressBookId: string,
    recipientKey: string | undefined,
    after: string | undefined,
    limit: number,
  ): Promise<Page<StoredContact>> {
    const rows = await this.database.query(CONTACTS_SQL.page, [
      addressBookId,
      recipientKey ?? null,
      after ?? '0',
      limit + 1,
    ]);
    return pageOf(rows.map(toContact), limit, ({ id }) => id);
  }

  /** Lists contacts that match the search. A page may have fewer than `limit`, or none, and still a next page. */
  async search(
    addressBookId: string,
    { recipientKey, attribute, region, text }: ContactSearch,
    after: string | undefined,
    limit: number,
  ): Promise<Page<StoredContact>> {
    if (recipientKey !== undefined || (!attribute && text === undefined && region === undefined))
      return this.page(addressBookId, recipientKey, after, limit);
    const [seen] = await this.database.query(CONTACTS_SQL.search, [
      ...([addressBookId, after ?? '0', attribute?.name ?? null, attribute?.value ?? null] as const),
      ...([text ?? null, limit + 1, region ?? null] as const),
    ]);
    const { items, nextCursor } = pageOf((seen?.found ?? []).map(toContact), limit, ({ id }) => id);
    const goesOn = seen?.searched === MAX_SEARCHED ? (seen.last ?? undefined) : undefined;
    const next = nextCursor ?? goesOn;
    return { items, ...(next !== undefined && { nextCursor: next }) };
  }

  /** Undefined when the book has none of this id, or is deleted. */
  async byId(addressBookId: string, id: string, sql: Sql = this.database): Promise<StoredContact | undefined> {
    const [row] = await sql.query(CONTACTS_SQL.byId, [addressBookId, id]);
    return row && toContact(row);
  }

  /**
   * Since when a person wants no texts of this advertiser, or of nobody; of the latter the day, UTC, as every advertiser would be shown the
   * same instant. Who opted out of the advertiser alone is in none of its books.
   * @param shown - `whole`: to whoever may see everybody's opt-outs
   */
  async optOutOf(
    advertiserId: string,
    recipientKey: string,
    shown: 'advertiser' | 'whole',
  ): Promise<{ at: Date; ofAll: boolean } | undefined> {
    const { scopes, until } = await scopesFor(this.database, advertiserId);
    const params = [recipientKey, advertiserId, shown === 'whole', scopes, until] as const;
    const [row] = await this.database.query(OPT_OUTS_SQL.ofPerson, params);
    return row;
  }
}

const toContact = ({ consentId, importedAt, changedAt, ...row }: Row): StoredContact => ({
  ...row,
  ...(consentId === null ? {} : { consentId }),
  importedAt: new Date(importedAt).toISOString(),
  ...(changedAt === null ? {} : { changedAt: new Date(changedAt).toISOString() }),
});
