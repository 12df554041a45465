import { Injectable } from '@nestjs/common';
import type { SharedAccount } from '@stopsms/advertisers';
import { ALL_ADVERTISERS } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { SKEW_MS } from './latest-acts';
import { OPT_OUTS_SQL, SHARED } from './opt-outs.store';
import type { OptOutsSql } from './opt-outs.sql';

export type OptOutEntry = OptOutsSql['page']['row'];

/** A request on record; `by` names the key that recorded it, `document` is what a named person lifted it on. */
type OptOutEvidence = OptOutsSql['eventsOfRecipient']['row'];

/** Position of an entry on the list. */
interface Position {
  recipientKey: string;
  scope: string;
}

@Injectable()
export class FindOptOuts {
  constructor(private readonly database: Database) {}

  /**
   * Returns a page of entries in the order of (recipientKey, scope); for all of one advertiser use `pageOfAdvertiser`.
   * @param after - the last entry of the previous page
   */
  page(
    { recipientKey, advertiserId }: { recipientKey?: string | undefined; advertiserId?: string | undefined },
    after: Position | undefined,
    limit: number,
  ): Promise<OptOutEntry[]> {
    const from = [after?.recipientKey ?? null, after?.scope ?? ''] as const;
    return this.database.query(OPT_OUTS_SQL.page, [recipientKey ?? null, advertiserId ?? null, ...from, limit]);
  }

  /** Returns opt-outs to other accounts of an advertiser's legal entity, which hold for the advertiser too. */
  async ofShared(recipientKey: string, shared: readonly SharedAccount[]): Promise<OptOutEntry[]> {
    if (shared.length === 0) return [];
    const accounts = SHARED.of(shared, ({ advertiserId: account, until }) => ({
      account,
      // What happened in the instant of a separation counts.
      until: until === undefined ? null : until + SKEW_MS,
    }));
    return this.database.query(OPT_OUTS_SQL.ofShared, [recipientKey, ...accounts]);
  }

  /**
   * Returns a page of the platform-wide entries and then of an advertiser's own, in the order of (scope, recipientKey).
   * @param after - the last entry of the previous page
   */
  async pageOfAdvertiser(advertiserId: string, after: Position | undefined, limit: number): Promise<OptOutEntry[]> {
    const everyone = after === undefined || after.scope === ALL_ADVERTISERS;
    const first = everyone
      ? await this.between(after ?? { scope: ALL_ADVERTISERS, recipientKey: '' }, ALL_ADVERTISERS, limit)
      : [];
    if (first.length === limit) return first;
    const from = everyone ? { scope: advertiserId, recipientKey: '' } : after;
    return [...first, ...(await this.between(from, `${advertiserId}/~`, limit - first.length))];
  }

  /** Scans the index opt_out_by_scope from a position on: whatever the length of the list, a page reads the rows it returns. */
  private between({ scope, recipientKey }: Position, lastScope: string, limit: number): Promise<OptOutEntry[]> {
    return this.database.query(OPT_OUTS_SQL.between, [scope, recipientKey, lastScope, limit]);
  }

  /** Returns every request about this recipient, latest first. */
  evidenceOfAll(recipientKey: string, limit: number): Promise<OptOutEvidence[]> {
    return this.database.query(OPT_OUTS_SQL.eventsOfRecipient, [recipientKey, limit]);
  }

  /** Returns every request about this recipient that concerns the advertiser, latest first. */
  evidence(recipientKey: string, advertiserId: string): Promise<OptOutEvidence[]> {
    return this.database.query(OPT_OUTS_SQL.eventsOfAdvertiser, [recipientKey, advertiserId]);
  }
}
