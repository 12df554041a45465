import type { Sql } from '@stopsms/persistence';
import type { Advertiser } from '../../produces/campaign.advertisers.v1';
import { SENDERS_SQL } from './senders.store';

type ApprovedSenders = NonNullable<Advertiser['senders']>;

/** Adds to each advertiser its approved senders, besides its codes. */
export async function withSenders<A extends { id: string }>(
  sql: Sql,
  advertisers: readonly A[],
): Promise<(A & { senders: ApprovedSenders })[]> {
  const ids = advertisers.map(({ id }) => id);
  const rows = await sql.query(SENDERS_SQL.approved, [ids]);
  const byId = new Map(advertisers.map(({ id }) => [id, [] as ApprovedSenders]));
  for (const { of, registration, holder, providers, ...sender } of rows)
    byId.get(of)?.push({
      ...sender,
      ...(registration !== null && { registration }),
      ...(holder !== null && { holder }),
      ...(providers !== null && { providers }),
    });
  return advertisers.map((advertiser) => ({ ...advertiser, senders: byId.get(advertiser.id) ?? [] }));
}
