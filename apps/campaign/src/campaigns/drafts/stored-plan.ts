import type { Sql } from '@stopsms/persistence';
import type { CampaignPlan } from './campaign-plan';
import { CAMPAIGNS_SQL } from '../campaigns.store';
import type { CampaignState } from '../find-campaigns';

/** A campaign's plan as it is stored, and how far it has come. */
export interface StoredPlan extends CampaignPlan {
  id: string;
  state: CampaignState;
  version: number;
  isStarted: boolean;
}

/** @param lock - until the transaction ends nobody changes it, nor starts it */
export async function storedPlan(sql: Sql, id: string, lock = false): Promise<StoredPlan | undefined> {
  const [row] = await sql.query(lock ? CAMPAIGNS_SQL.lockPlan : CAMPAIGNS_SQL.plan, [id]);
  return (
    row && (Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as unknown as StoredPlan)
  );
}
