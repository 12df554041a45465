import type { Tx } from '@stopsms/persistence';
import { ADVERTISERS_SQL } from './advertisers.store';

/** The registration number has a wrong form or wrong check digits. */
export interface RegistrationInvalid {
  code: 'registration-invalid';
}

/** Change of an advertiser as it was requested, and its author. */
interface AdvertiserChangeRow {
  id: string;
  advertiserId: string;
  /** Epoch ms. */
  at: number;
  by: string | undefined;
  changes: object;
}

export async function recordChange(tx: Tx, { id, advertiserId, at, by, changes }: AdvertiserChangeRow): Promise<void> {
  await tx.query(ADVERTISERS_SQL.recordChange, [id, advertiserId, at, by ?? null, JSON.stringify(changes)]);
}
