import { Injectable } from '@nestjs/common';
import { Database, type Sql } from '@stopsms/persistence';
import { withSenders } from './senders/approved-senders';
import { type Page, pageOf } from '../http-parts/page';
import { ADVERTISERS_SQL } from './advertisers.store';
import type { AdvertisersSql } from './advertisers.sql';
import { type AdvertiserView, advertiserOf, advertiserView } from './stored-advertiser';

type AdvertiserChange = AdvertisersSql['changes']['row'];

@Injectable()
export class FindAdvertisers {
  constructor(private readonly database: Database) {}

  async byId(id: string, sql: Sql = this.database): Promise<AdvertiserView | undefined> {
    const stored = await sql.query(ADVERTISERS_SQL.byId, [id]);
    const [found] = await withSenders(sql, stored.map(advertiserOf));
    return found && advertiserView(found);
  }

  /** Changes of an advertiser and their authors, latest first. */
  changes(id: string): Promise<AdvertiserChange[]> {
    return this.database.query(ADVERTISERS_SQL.changes, [id]);
  }

  /** Latest first. @param among - ids to which the list is limited */
  async page(after: string | undefined, limit: number, among?: readonly string[]): Promise<Page<AdvertiserView>> {
    const stored = await this.database.query(ADVERTISERS_SQL.page, [after ?? null, limit + 1, among ?? null]);
    const found = await withSenders(this.database, stored.map(advertiserOf));
    return pageOf(found.map(advertiserView), limit, ({ id }) => id);
  }
}
