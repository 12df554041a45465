import type { Sql } from '@stopsms/persistence';
import type { CampaignPlan } from './campaign-plan';
import type { CampaignState } from '../find-campaigns';

/** A campaign's plan as it is stored, and how far it has come. */
export interface StoredPlan extends CampaignPlan {
  id: string;
  state: CampaignState;
  version: number;
  isStarted: boolean;
}

type Row = { [F in keyof StoredPlan]: StoredPlan[F] | null };

const EPOCH_MS = (column: string) => `round(extract(epoch FROM ${column}) * 1000)::float8`;
const SELECT = `SELECT id, state, version, started_at IS NOT NULL AS "isStarted", advertiser_id AS "advertiserId",
    address_book_id AS "addressBookId", category, text, mention, when_capped AS "whenCapped", ${EPOCH_MS('send_at')} AS "sendAt",
    ${EPOCH_MS('expires_at')} AS "expiresAt"
  FROM campaign WHERE id = $1`;

/** @param lock - until the transaction ends nobody changes it, nor starts it */
export async function storedPlan(sql: Sql, id: string, lock = false): Promise<StoredPlan | undefined> {
  const [row] = await sql.query<Row>(lock ? `${SELECT} FOR UPDATE` : SELECT, [id]);
  return (
    row && (Object.fromEntries(Object.entries(row).filter(([, value]) => value !== null)) as unknown as StoredPlan)
  );
}
