import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import type { SORTS } from './campaign-fields';
import type { CampaignsSql } from './campaigns.sql';
import { CAMPAIGNS_SQL } from './campaigns.store';
import { type CampaignState, type CampaignSummary, toSummary } from './find-campaigns';
import type { Figures } from '../statistics/find-statistics';
import { type Page, pageOf } from '../http-parts/page';

/** Campaign in a list: its figures are counted as messages progress, so that no list reads messages. */
interface ListedCampaign extends CampaignSummary {
  /** Absent of one that has not started. */
  recipients?: number;
  /** Absent of one that was made before figures were kept. */
  figures?: Figures;
}

interface ListQuestion {
  advertiserId?: string | undefined;
  state?: CampaignState[] | undefined;
  /** Part of the name. */
  named?: string | undefined;
  tag?: string | undefined;
  /** Epoch ms, included. */
  from?: number | undefined;
  /** Epoch ms, excluded. */
  before?: number | undefined;
  archived: 'exclude' | 'include' | 'only';
  sort: (typeof SORTS)[number];
}

@Injectable()
export class ListCampaigns {
  constructor(private readonly database: Database) {}

  /** @param after - id of the last campaign of the page before */
  async page(question: ListQuestion, after: string | undefined, limit: number): Promise<Page<ListedCampaign>> {
    const { advertiserId, state, named, tag, from, before, archived, sort } = question;
    const params = [
      ...([advertiserId ?? null, after ?? null, limit + 1, state ?? null] as const),
      ...([named ?? null, tag ?? null, from ?? null, before ?? null, archived] as const),
    ] as const;
    const rows = await this.sorted(sort, params);
    return pageOf(rows.map(toSummary) as ListedCampaign[], limit, ({ id }) => id);
  }

  tags(advertiserId: string): Promise<{ tag: string; campaigns: number }[]> {
    return this.database.query(CAMPAIGNS_SQL.tags, [advertiserId]);
  }

  private sorted(sort: ListQuestion['sort'], params: CampaignsSql['page']['params']) {
    if (sort === '-created') return this.database.query(CAMPAIGNS_SQL.page, params);
    if (sort === 'name') return this.database.query(CAMPAIGNS_SQL.pageByName, params);
    if (sort === '-name') return this.database.query(CAMPAIGNS_SQL.pageByNameDown, params);
    const isDown = sort.startsWith('-');
    return this.database.query(CAMPAIGNS_SQL.pageByFigure, [...params, sort.replace('-', ''), isDown ? -1 : 1]);
  }
}
