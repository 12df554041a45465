import { Injectable } from '@nestjs/common';
import { Database, type Sql, type Tx } from '@stopsms/persistence';
import { type Page, pageOf } from '../../http-parts/page';

export interface AddressBook {
  id: string;
  advertiserId: string;
  name: string;
  /** ISO 3166 alpha-2 of the advertiser. */
  country: string;
  createdAt: Date;
  version: number;
  /** Of people of the advertiser's own, to whom texts are sent to try them out. */
  forTests: boolean;
}

const SELECT = `SELECT b.id, b.advertiser_id AS "advertiserId", b.name, a.country, b.created_at AS "createdAt",
    b.version, b.for_tests AS "forTests"
  FROM address_book b JOIN advertiser a ON a.id = b.advertiser_id
  WHERE b.deleted_at IS NULL`;

@Injectable()
export class FindAddressBooks {
  constructor(private readonly database: Database) {}

  async byId(id: string, sql: Sql = this.database): Promise<AddressBook | undefined> {
    const [row] = await sql.query<AddressBook>(`${SELECT} AND b.id = $1`, [id]);
    return row;
  }

  /** As above; until the transaction ends nobody deletes it. */
  async hold(tx: Tx, id: string): Promise<AddressBook | undefined> {
    const [row] = await tx.query<AddressBook>(`${SELECT} AND b.id = $1 FOR KEY SHARE OF b`, [id]);
    return row;
  }

  /** Latest first. */
  async page(
    { advertiserId, forTests }: { advertiserId?: string | undefined; forTests?: boolean | undefined },
    after: string | undefined,
    limit: number,
  ): Promise<Page<AddressBook>> {
    const rows = await this.database.query<AddressBook>(
      `${SELECT} AND ($1::uuid IS NULL OR b.advertiser_id = $1) AND ($2::uuid IS NULL OR b.id < $2)
         AND ($4::boolean IS NULL OR b.for_tests = $4)
       ORDER BY b.id DESC LIMIT $3`,
      [advertiserId ?? null, after ?? null, limit + 1, forTests ?? null],
    );
    return pageOf(rows, limit, ({ id }) => id);
  }

  async contactCount(id: string): Promise<number> {
    const [row] = await this.database.query<{ contacts: string }>(
      'SELECT count(*) AS contacts FROM contact WHERE address_book_id = $1',
      [id],
    );
    return Number(row?.contacts);
  }
}
