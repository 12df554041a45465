import type { Tx } from '@stopsms/persistence';

/** The registration number has a wrong form or wrong check digits. */
export interface RegistrationInvalid {
  code: 'registration-invalid';
}

/** Who changed what of an advertiser, as it was given. */
export interface AdvertiserChangeRow {
  id: string;
  advertiserId: string;
  /** Epoch ms. */
  at: number;
  by: string | undefined;
  changes: object;
}

export async function recordChange(tx: Tx, { id, advertiserId, at, by, changes }: AdvertiserChangeRow): Promise<void> {
  await tx.query(
    `INSERT INTO advertiser_change (id, advertiser_id, at, by, changes)
     VALUES ($1, $2, to_timestamp($3 / 1000.0), $4, $5)`,
    [id, advertiserId, at, by ?? null, JSON.stringify(changes)],
  );
}
