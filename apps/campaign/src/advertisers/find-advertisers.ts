import { Injectable } from '@nestjs/common';
import { Database, type Sql } from '@stopsms/persistence';
import { withSenders } from './senders/approved-senders';
import { type Page, pageOf } from '../http-parts/page';
import {
  type AdvertiserView,
  SELECT_ADVERTISER,
  type StoredAdvertiser,
  advertiserOf,
  advertiserView,
} from './stored-advertiser';

const MAX_CHANGES = 100;

export interface AdvertiserChange {
  at: Date;
  by: string | null;
  changes: Record<string, unknown>;
}

@Injectable()
export class FindAdvertisers {
  constructor(private readonly database: Database) {}

  async byId(id: string, sql: Sql = this.database): Promise<AdvertiserView | undefined> {
    const stored = await sql.query<StoredAdvertiser>(`${SELECT_ADVERTISER} WHERE id = $1`, [id]);
    const [found] = await withSenders(sql, stored.map(advertiserOf));
    return found && advertiserView(found);
  }

  /** Who changed what of one, latest first. */
  changes(id: string): Promise<AdvertiserChange[]> {
    return this.database.query<AdvertiserChange>(
      `SELECT at, by, changes FROM advertiser_change WHERE advertiser_id = $1 ORDER BY id DESC LIMIT ${MAX_CHANGES}`,
      [id],
    );
  }

  /** Latest first. @param among - ids to which the list is limited */
  async page(after: string | undefined, limit: number, among?: readonly string[]): Promise<Page<AdvertiserView>> {
    const stored = await this.database.query<StoredAdvertiser>(
      `${SELECT_ADVERTISER} WHERE ($1::uuid IS NULL OR id < $1) AND ($3::text[] IS NULL OR id::text = ANY ($3))
       ORDER BY id DESC LIMIT $2`,
      [after ?? null, limit + 1, among ?? null],
    );
    const found = await withSenders(this.database, stored.map(advertiserOf));
    return pageOf(found.map(advertiserView), limit, ({ id }) => id);
  }
}
