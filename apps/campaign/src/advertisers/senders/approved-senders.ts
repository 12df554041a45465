import type { Sql } from '@stopsms/persistence';
import type { Advertiser } from '../../produces/campaign.advertisers.v1';

export type ApprovedSenders = NonNullable<Advertiser['senders']>;

/** What each of these advertisers may write under, beside its codes; the same advertisers, with it. */
export async function withSenders<A extends { id: string }>(
  sql: Sql,
  advertisers: readonly A[],
): Promise<(A & { senders: ApprovedSenders })[]> {
  const rows = await sql.query<
    Omit<ApprovedSenders[number], 'registration'> & { of: string; registration: string | null }
  >(
    `SELECT advertiser_id AS of, country, sender, registration FROM advertiser_sender
     WHERE advertiser_id = ANY($1::uuid[]) AND state = 'approved' ORDER BY country, sender`,
    [advertisers.map(({ id }) => id)],
  );
  const byId = new Map(advertisers.map(({ id }) => [id, [] as ApprovedSenders]));
  for (const { of, registration, ...sender } of rows)
    byId.get(of)?.push({ ...sender, ...(registration !== null && { registration }) });
  return advertisers.map((advertiser) => ({ ...advertiser, senders: byId.get(advertiser.id) ?? [] }));
}
