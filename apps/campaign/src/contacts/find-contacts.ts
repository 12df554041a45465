import { Injectable } from '@nestjs/common';
import { Database, type Sql } from '@stopsms/persistence';
import { holdsFor, scopesFor } from '../advertisers/entities/entity-accounts';
import { type Page, pageOf } from '../http-parts/page';
import { isShownTo } from './shown-opt-outs';

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

export interface ContactSearch {
  recipientKey?: string | undefined;
  /** An attribute that has exactly this value, whatever its case. */
  attribute?: { name: string; value: string } | undefined;
  /** ISO 3166 alpha-2. */
  region?: string | undefined;
  /** Part of the value of any attribute, whatever its case. */
  text?: string | undefined;
}

type Row = Omit<StoredContact, 'consentId' | 'importedAt' | 'changedAt'> & {
  consentId: string | null;
  importedAt: Date;
  changedAt: Date | null;
};

/** Contacts that one page of a search looks at: some hundredths of a second. What it does not reach, the next page does. */
const LOOKED_AT = 20_000;

const COLUMNS = `seq::text AS id, msisdn AS phone, region, attributes, consent_id AS "consentId",
  imported_at AS "importedAt", changed_at AS "changedAt", version`;

// No index knows attributes: one would cost each import more than all searches together. So a search reads on from the cursor.
const SEARCH = `
  WITH looked_at AS MATERIALIZED (
    SELECT ${COLUMNS}, seq FROM contact WHERE address_book_id = $1 AND seq > $2::bigint ORDER BY seq LIMIT ${LOOKED_AT}),
  found AS (
    SELECT * FROM looked_at
    WHERE ($3::text IS NULL OR lower(attributes ->> $3::text) = lower($4))
      AND ($5::text IS NULL OR EXISTS (
        SELECT 1 FROM jsonb_each_text(attributes) AS a WHERE position(lower($5) IN lower(a.value)) > 0))
      AND ($7::text IS NULL OR region = $7)
    ORDER BY seq LIMIT $6)
  SELECT (SELECT count(*)::int FROM looked_at) AS "lookedAt", (SELECT max(seq)::text FROM looked_at) AS last,
    COALESCE((SELECT json_agg(to_jsonb(found) - 'seq' ORDER BY seq) FROM found), '[]') AS found`;

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
    const rows = await this.database.query<Row>(
      `SELECT ${COLUMNS} FROM contact
       WHERE address_book_id = $1 AND ($2::text IS NULL OR recipient_key = $2) AND seq > $3::bigint
       ORDER BY seq LIMIT $4`,
      [addressBookId, recipientKey ?? null, after ?? '0', limit + 1],
    );
    return pageOf(rows.map(toContact), limit, ({ id }) => id);
  }

  /** As above, those alone that are searched for. A page may hold fewer than `limit`, or none, and yet have a next one. */
  async search(
    addressBookId: string,
    { recipientKey, attribute, region, text }: ContactSearch,
    after: string | undefined,
    limit: number,
  ): Promise<Page<StoredContact>> {
    if (recipientKey !== undefined || (!attribute && text === undefined && region === undefined))
      return this.page(addressBookId, recipientKey, after, limit);
    const [seen] = await this.database.query<{ lookedAt: number; last: string | null; found: Row[] }>(SEARCH, [
      ...[addressBookId, after ?? '0', attribute?.name ?? null, attribute?.value ?? null, text ?? null, limit + 1],
      region ?? null,
    ]);
    const { items, nextCursor } = pageOf((seen?.found ?? []).map(toContact), limit, ({ id }) => id);
    const goesOn = seen?.lookedAt === LOOKED_AT ? (seen.last ?? undefined) : undefined;
    const next = nextCursor ?? goesOn;
    return { items, ...(next !== undefined && { nextCursor: next }) };
  }

  /** Undefined when the book has none of this id, or is deleted. */
  async byId(addressBookId: string, id: string, sql: Sql = this.database): Promise<StoredContact | undefined> {
    const [row] = await sql.query<Row>(
      `SELECT ${COLUMNS} FROM contact WHERE address_book_id = $1 AND seq = $2::bigint
         AND EXISTS (SELECT 1 FROM address_book b WHERE b.id = $1 AND b.deleted_at IS NULL)`,
      [addressBookId, id],
    );
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
    const [row] = await this.database.query<{ at: Date; ofAll: boolean }>(
      `SELECT min(CASE WHEN o.scope = '*' AND NOT $3::boolean THEN date_trunc('day', o.at, 'UTC') ELSE o.at END) AS at,
         bool_or(o.scope = '*') AS "ofAll" FROM opt_out o
       WHERE o.recipient_key = $1 AND o.state = 'out' AND (o.scope = '*' AND ($3::boolean OR ${isShownTo('$2::text')}) OR ${holdsFor(4, 5)})
       HAVING count(*) > 0`,
      [recipientKey, advertiserId, shown === 'whole', scopes, until],
    );
    return row;
  }
}

const toContact = ({ consentId, importedAt, changedAt, ...row }: Row): StoredContact => ({
  ...row,
  ...(consentId === null ? {} : { consentId }),
  importedAt: new Date(importedAt).toISOString(),
  ...(changedAt === null ? {} : { changedAt: new Date(changedAt).toISOString() }),
});
