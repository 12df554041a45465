import type { RecipientKeys } from '@stopsms/kernel';
import type { Sql } from '@stopsms/persistence';
import type { SealedConsent } from './sealed-consent';
import { CONSENTS_SQL } from './consents.store';

interface StoredConsent {
  consent: SealedConsent;
  /** Digest by which proofs seal it; null if recorded before digests were kept, until it is first used. */
  digest: string | null;
}

/** Consents as they were recorded, under the keys they were recorded with. */
export async function findSealedConsents(
  sql: Sql,
  keys: RecipientKeys,
  ids: readonly string[],
): Promise<Map<string, StoredConsent>> {
  if (ids.length === 0) return new Map();
  const rows = await sql.query(CONSENTS_SQL.sealed, [ids]);
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
  const rows = await sql.query(CONSENTS_SQL.erasedDigests, [ids]);
  for (const { id, digest } of rows) digests.set(id, [...(digests.get(id) ?? []), digest]);
  return digests;
}
