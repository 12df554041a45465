import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import { KEPT_DAYS } from '../../rules/packs/kept-days';
import type { TrustFigures } from './trust-of';

interface Row {
  advertiserId: string;
  rightTexts: number;
  caughtOn: string | null;
}

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
    const rows = await this.database.query<Row>(
      `SELECT a.id AS "advertiserId", c.day::text AS "caughtOn",
         coalesce((SELECT sum(cardinality(r.templates)) FROM right_day r
                   WHERE r.advertiser_id = a.id AND r.day > greatest(c.day, k.since)), 0)::int AS "rightTexts"
       FROM unnest($1::uuid[]) AS a(id)
       CROSS JOIN (SELECT (to_timestamp($2 / 1000.0) AT TIME ZONE 'UTC')::date - ${KEPT_DAYS} AS since) k
       LEFT JOIN LATERAL (SELECT max(d.day) AS day FROM caught_day d WHERE d.advertiser_id = a.id) c ON true`,
      [[...new Set(advertiserIds)], now],
    );
    return new Map(
      rows.map(({ advertiserId, rightTexts, caughtOn }) => [
        advertiserId,
        { rightTexts, ...(caughtOn !== null && { caughtOn }) },
      ]),
    );
  }
}
