import type { RecipientKeys } from '@stopsms/kernel';
import type { Sql } from '@stopsms/persistence';
import type { SealedConsent } from './sealed-consent';

export interface KeptConsent {
  consent: SealedConsent;
  /** By which proofs seal it; null of one recorded before digests were kept, until it is first used. */
  digest: string | null;
}

interface Row extends Omit<SealedConsent, 'grantedAt' | 'recordedAt'> {
  grantedAt: Date;
  recordedAt: Date;
  digest: string | null;
  madeIn: number;
}

/** Consents as they were recorded, under the keys they were recorded with. */
export async function findSealedConsents(
  sql: Sql,
  keys: RecipientKeys,
  ids: readonly string[],
): Promise<Map<string, KeptConsent>> {
  if (ids.length === 0) return new Map();
  const rows = await sql.query<Row>(
    `SELECT consent_id AS id, recipient_key AS "recipientKey", advertiser_id AS "advertiserId", basis,
       granted_at AS "grantedAt", source, wording, collected_by AS "collectedBy", own_act AS "ownAct", evidence,
       recorded_at AS "recordedAt", encode(digest, 'hex') AS digest, made_in_generation AS "madeIn"
     FROM consent WHERE consent_id = ANY($1::uuid[])`,
    [ids],
  );
  return new Map(
    rows.map(({ digest, madeIn, ...row }) => [
      row.id,
      {
        digest,
        consent: {
          ...row,
          recipientKey: keys.inGeneration(row.recipientKey, madeIn),
          grantedAt: row.grantedAt.toISOString(),
          recordedAt: row.recordedAt.toISOString(),
        },
      },
    ]),
  );
}

/** Digests that proofs seal of consents which are on record no more; the same id may have been recorded more than once. */
export async function findErasedDigests(sql: Sql, ids: readonly string[]): Promise<Map<string, string[]>> {
  const digests = new Map<string, string[]>();
  if (ids.length === 0) return digests;
  const rows = await sql.query<{ id: string; digest: string }>(
    `SELECT consent_id AS id, encode(digest, 'hex') AS digest FROM consent_erased WHERE consent_id = ANY($1::uuid[])`,
    [ids],
  );
  for (const { id, digest } of rows) digests.set(id, [...(digests.get(id) ?? []), digest]);
  return digests;
}
