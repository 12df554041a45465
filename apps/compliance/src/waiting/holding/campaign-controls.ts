import type { Sql, Tx } from '@stopsms/persistence';

/** Latest control of a campaign; null once nothing of it can be under way any more. */
export interface Control {
  campaignId: string;
  /** Absent with `state` null. */
  advertiserId?: string;
  state: 'running' | 'paused' | 'cancelled' | null;
  /** Epoch ms. */
  at: number;
}

/** Returns those of the campaigns that are stopped. */
export async function findStopped(
  sql: Sql,
  campaignIds: ReadonlySet<string>,
): Promise<ReadonlyMap<string, 'paused' | 'cancelled'>> {
  const rows = await sql.query<{ id: string; state: 'paused' | 'cancelled' }>(
    `SELECT campaign_id AS id, state FROM campaign_control WHERE campaign_id = ANY($1::uuid[]) AND state <> 'running'`,
    [[...campaignIds]],
  );
  return new Map(rows.map(({ id, state }) => [id, state]));
}

/** Advertisers by campaign. */
export type Owners = ReadonlyMap<string, string>;

/** Returns the owners of these campaigns, as far as campaign has published them; a campaign with nothing under way has none. */
export async function ownersOf(sql: Sql, campaignIds: ReadonlySet<string>): Promise<Owners> {
  if (campaignIds.size === 0) return new Map();
  const rows = await sql.query<{ id: string; owner: string }>(
    `SELECT campaign_id AS id, advertiser_id AS owner FROM campaign_control
     WHERE campaign_id = ANY($1::uuid[]) AND advertiser_id IS NOT NULL`,
    [[...campaignIds]],
  );
  return new Map(rows.map(({ id, owner }) => [id, owner]));
}

export async function keepControls(tx: Tx, controls: readonly Control[]): Promise<void> {
  const over = controls.filter(({ state }) => state === null).map(({ campaignId }) => campaignId);
  const kept = controls.filter(({ state }) => state !== null);
  await tx.query('DELETE FROM campaign_control WHERE campaign_id = ANY($1::uuid[])', [over]);
  await tx.query(
    `INSERT INTO campaign_control AS c (campaign_id, state, at, advertiser_id)
     SELECT k.id, k.state, to_timestamp(k.at / 1000.0), k.advertiser
     FROM unnest($1::uuid[], $2::text[], $3::float8[], $4::uuid[]) AS k(id, state, at, advertiser)
     ON CONFLICT (campaign_id) DO UPDATE SET
       state = excluded.state, at = excluded.at, advertiser_id = excluded.advertiser_id`,
    [
      kept.map(({ campaignId }) => campaignId),
      kept.map(({ state }) => state),
      kept.map(({ at }) => at),
      kept.map(({ advertiserId }) => advertiserId ?? null),
    ],
  );
}
