import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import { type Page, pageOf } from './page';

export interface ContactView {
  phone: string;
  region: string;
  attributes: Record<string, string>;
  /** The consent that came with it, as compliance knows it. */
  consentId?: string;
  importedAt: string;
}

type Row = { phone: string; region: string; attributes: Record<string, string> } & {
  seq: string;
  consentId: string | null;
  importedAt: Date;
};

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
  ): Promise<Page<ContactView>> {
    const rows = await this.database.query<Row>(
      `SELECT seq, msisdn AS phone, region, attributes, consent_id AS "consentId", imported_at AS "importedAt"
       FROM contact
       WHERE address_book_id = $1 AND ($2::text IS NULL OR recipient_key = $2) AND seq > $3::bigint
       ORDER BY seq LIMIT $4`,
      [addressBookId, recipientKey ?? null, after ?? '0', limit + 1],
    );
    const { items, ...next } = pageOf(rows, limit, ({ seq }) => seq);
    return { items: items.map(toView), ...next };
  }
}

const toView = ({ phone, region, attributes, consentId, importedAt }: Row): ContactView => ({
  phone,
  region,
  attributes,
  ...(consentId === null ? {} : { consentId }),
  importedAt: importedAt.toISOString(),
});
