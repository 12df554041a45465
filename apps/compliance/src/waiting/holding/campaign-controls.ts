import type { Sql, Tx } from '@stopsms/persistence';
import { CAMPAIGN_CONTROLS_SQL, CONTROLS } from './campaign-controls.store';

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
  const rows = await sql.query(CAMPAIGN_CONTROLS_SQL.stopped, [[...campaignIds]]);
  return new Map(rows.flatMap(({ id, state }) => (state === 'running' ? [] : [[id, state]])));
}

/** Advertisers by campaign. */
export type Owners = ReadonlyMap<string, string>;

/** Returns the owners of these campaigns, as far as campaign has published them; a campaign with nothing under way has none. */
export async function ownersOf(sql: Sql, campaignIds: ReadonlySet<string>): Promise<Owners> {
  if (campaignIds.size === 0) return new Map();
  const rows = await sql.query(CAMPAIGN_CONTROLS_SQL.owners, [[...campaignIds]]);
  return new Map(rows.map(({ id, owner }) => [id, owner]));
}

export async function keepControls(tx: Tx, controls: readonly Control[]): Promise<void> {
  const over = controls.filter(({ state }) => state === null).map(({ campaignId }) => campaignId);
  const kept = controls.flatMap(({ campaignId, state, at, advertiserId = null }) =>
    state === null ? [] : [{ campaignId, state, at, advertiserId }],
  );
  await tx.query(CAMPAIGN_CONTROLS_SQL.delete, [over]);
  await tx.query(CAMPAIGN_CONTROLS_SQL.set, CONTROLS.of(kept));
}
