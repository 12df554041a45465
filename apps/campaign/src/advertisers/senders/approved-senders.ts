import type { Sql } from '@stopsms/persistence';
import type { Advertiser } from '../../produces/campaign.advertisers.v1';
import { SENDERS_SQL } from './senders.store';

export type ApprovedSenders = NonNullable<Advertiser['senders']>;

/** What each of these advertisers may write under, beside its codes; the same advertisers, with it. */
export async function withSenders<A extends { id: string }>(
  sql: Sql,
  advertisers: readonly A[],
): Promise<(A & { senders: ApprovedSenders })[]> {
  const ids = advertisers.map(({ id }) => id);
  const rows = await sql.query(SENDERS_SQL.approved, [ids]);
  const byId = new Map(advertisers.map(({ id }) => [id, [] as ApprovedSenders]));
  for (const { of, registration, ...sender } of rows)
    byId.get(of)?.push({ ...sender, ...(registration !== null && { registration }) });
  return advertisers.map((advertiser) => ({ ...advertiser, senders: byId.get(advertiser.id) ?? [] }));
}
