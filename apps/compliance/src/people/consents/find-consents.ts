import { Injectable } from '@nestjs/common';
import { ALL_ADVERTISERS } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { type Act, type ChainLink, chainOf } from './consent-chain';
import { dayBegin, shownEpisodeId } from './shown-opt-out';
import type { ConsentsSql } from './consents.sql';
import { CONSENTS_SQL } from './consents.store';

/** A consent and what became of it. Instants are ISO. */
export interface ConsentRecord {
  id: string;
  advertiserId: string;
  basis: string;
  grantedAt: string;
  source: string;
  wording: string;
  collectedBy: string;
  evidence: Record<string, string>;
  recordedAt: string;
  /** Status of the last link of its chain. */
  status: ChainLink['status'];
  /** Latest last. */
  chain: ChainLink[];
}

@Injectable()
export class FindConsents {
  constructor(private readonly database: Database) {}

  /**
   * Latest first.
   * @param after - the last consent of the previous page
   * @param shown - `advertiser`: as the advertiser may see them; `whole`: to whoever may see everybody's opt-outs
   */
  async page(
    filter: { recipientKey: string; advertiserId?: string | undefined },
    after: { grantedAt: string; id: string } | undefined,
    limit: number,
    shown: 'advertiser' | 'whole',
  ): Promise<ConsentRecord[]> {
    const rows = await this.database.query(CONSENTS_SQL.page, [
      filter.recipientKey,
      filter.advertiserId ?? null,
      after?.grantedAt ?? null,
      after?.id ?? null,
      limit,
      shown === 'whole',
    ]);
    return rows.map((row) => toRecord(row, shown));
  }

  /** Returns consents as their advertiser may see them. */
  async byIds(ids: string[]): Promise<ConsentRecord[]> {
    const rows = await this.database.query(CONSENTS_SQL.byIds, [ids]);
    return rows.map((row) => toRecord(row, 'advertiser'));
  }
}

function toRecord(
  { grantedAt, recordedAt, acts, ...row }: ConsentsSql['byIds']['row'],
  shown: 'advertiser' | 'whole',
): ConsentRecord {
  const whole = chainOf(grantedAt.getTime(), acts ?? []);
  const chain = shown === 'whole' ? whole : shownChain(whole, acts ?? [], row.advertiserId);
  return {
    ...row,
    grantedAt: grantedAt.toISOString(),
    recordedAt: recordedAt.toISOString(),
    status: chain.at(-1)?.status ?? 'granted',
    chain,
  };
}

/** Shows an opt-out from every advertiser by its day and an id of this advertiser's own; see `shownOptOut`. */
function shownChain(chain: readonly ChainLink[], acts: readonly Act[], advertiserId: string): ChainLink[] {
  const ofAll = new Set(
    acts.flatMap((act) => (act.kind === 'opt-out' && act.scope === ALL_ADVERTISERS ? [act.id] : [])),
  );
  return chain.map((link) =>
    'optOutId' in link && ofAll.has(link.optOutId)
      ? {
          ...link,
          at: new Date(dayBegin(Date.parse(link.at))).toISOString(),
          optOutId: shownEpisodeId(link.optOutId, advertiserId),
        }
      : link,
  );
}
