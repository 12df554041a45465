import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import { type Page, pageOf } from './page';

export interface AdvertiserView {
  id: string;
  name: string;
  legalName: string;
  sender: string;
  shortCode: string;
  country: string;
  codes: string[];
  linkHosts: string[];
  webhookUrl?: string;
  createdAt: string;
}

type Row = Omit<AdvertiserView, 'webhookUrl' | 'createdAt'> & { webhookUrl: string | null; createdAt: Date };

const SELECT = `SELECT id, name, legal_name AS "legalName", sender, short_code AS "shortCode", country, codes,
  link_hosts AS "linkHosts", webhook_url AS "webhookUrl", created_at AS "createdAt" FROM advertiser`;

@Injectable()
export class FindAdvertisers {
  constructor(private readonly database: Database) {}

  async byId(id: string): Promise<AdvertiserView | undefined> {
    const [row] = await this.database.query<Row>(`${SELECT} WHERE id = $1`, [id]);
    return row && toView(row);
  }

  /** Latest first. */
  async page(after: string | undefined, limit: number): Promise<Page<AdvertiserView>> {
    const rows = await this.database.query<Row>(
      `${SELECT} WHERE $1::uuid IS NULL OR id < $1 ORDER BY id DESC LIMIT $2`,
      [after ?? null, limit + 1],
    );
    return pageOf(rows.map(toView), limit, ({ id }) => id);
  }
}

const toView = ({ webhookUrl, createdAt, ...row }: Row): AdvertiserView => ({
  ...row,
  ...(webhookUrl === null ? {} : { webhookUrl }),
  createdAt: createdAt.toISOString(),
});
