import type { Sql, Tx } from '@stopsms/persistence';

/** What was last decided about a campaign; null once nothing of it can be under way any more. */
export interface Control {
  campaignId: string;
  state: 'running' | 'paused' | 'cancelled' | null;
  /** Epoch ms. */
  at: number;
}

/** Which of these campaigns are stopped. */
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

export async function keepControls(tx: Tx, controls: readonly Control[]): Promise<void> {
  const over = controls.filter(({ state }) => state === null).map(({ campaignId }) => campaignId);
  const kept = controls.filter(({ state }) => state !== null);
  await tx.query('DELETE FROM campaign_control WHERE campaign_id = ANY($1::uuid[])', [over]);
  await tx.query(
    `INSERT INTO campaign_control AS c (campaign_id, state, at)
     SELECT k.id, k.state, to_timestamp(k.at / 1000.0) FROM unnest($1::uuid[], $2::text[], $3::float8[]) AS k(id, state, at)
     ON CONFLICT (campaign_id) DO UPDATE SET state = excluded.state, at = excluded.at`,
    [kept.map(({ campaignId }) => campaignId), kept.map(({ state }) => state), kept.map(({ at }) => at)],
  );
}
