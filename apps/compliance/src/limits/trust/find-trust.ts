import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import type { TrustFigures } from './trust-of';
import { TRUST_SQL } from './trust.store';

/** Finds the trust figures of advertisers whose informative texts are judged. */
@Injectable()
export class FindTrust {
  constructor(private readonly database: Database) {}

  /**
   * One query for the whole batch. Each advertiser has an entry.
   * @param now - epoch ms
   */
  async execute(advertiserIds: readonly string[], now: number): Promise<ReadonlyMap<string, TrustFigures>> {
    if (advertiserIds.length === 0) return new Map();
    const rows = await this.database.query(TRUST_SQL.figures, [[...new Set(advertiserIds)], now]);
    return new Map(
      rows.map(({ advertiserId, rightTexts, caughtOn }) => [
        advertiserId,
        { rightTexts, ...(caughtOn !== null && { caughtOn }) },
      ]),
    );
  }
}
