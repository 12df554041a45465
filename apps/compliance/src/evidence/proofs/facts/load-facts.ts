import { type RecipientKeys, recipientKeyFrom } from '@stopsms/kernel';
import type { Sql } from '@stopsms/persistence';
import { findErasedDigests, findSealedConsents } from '../../../people/consents/find-sealed-consents';
import { erasedConsent } from '../../../people/consents/sealed-consent';
import { findReadings } from '../find-readings';
import type { MessageFacts } from '../message-facts';
import { KINDS } from './fact';
import { stretches } from './stretches';
import { type FactRow, type StoredFact, type Named, factsOf } from './facts-of';
import { FACTS_SQL } from './facts.store';

export interface Loaded {
  facts: MessageFacts;
  /** First to last. */
  kept: StoredFact[];
}

/** All that is known of messages; those that were never asked for here, or are kept no more, are missing. */
export async function loadFacts(
  sql: Sql,
  keys: RecipientKeys,
  ids: readonly string[],
  today: string,
): Promise<Map<string, Loaded>> {
  const rows = await rowsOf(sql, ids, today);
  const all = [...rows.values()].flat();
  const consents = await consentsOf(sql, keys, [...new Set(all.flatMap(({ consentId }) => consentId ?? []))]);
  const readings = await findReadings(sql, [...new Set(all.flatMap(({ readingId }) => readingId ?? []))]);
  const loaded = [...rows].map(([id, of]) => [id, factsOf(id, of, { consents, readings })] as const);
  return new Map(loaded.flatMap(([id, facts]) => (facts ? [[id, facts] as const] : [])));
}

/** Returns the facts of each requested message, first to last. */
async function rowsOf(sql: Sql, ids: readonly string[], today: string): Promise<Map<string, FactRow[]>> {
  const asked = await sql.query(FACTS_SQL.days, [ids]);
  const rows = new Map<string, FactRow[]>(asked.map(({ id }) => [id, []]));
  if (asked.length === 0) return rows;
  const from = asked.reduce((first, { day }) => (day < first ? day : first), today);
  for (const days of stretches(from, today)) {
    for (const [id, row] of await findRows(sql, [...rows.keys()], days)) rows.get(id)?.push(row);
  }
  return rows;
}

async function findRows(sql: Sql, ids: readonly string[], days: [string, string]): Promise<[string, FactRow][]> {
  const rows = await sql.query(FACTS_SQL.load, [ids, ...days]);
  return rows.map(({ id, kind, at, recipient, generation, reading, own, ...row }) => [
    id,
    {
      ...row,
      kind: KINDS[kind] ?? 'unknown',
      at: at.getTime(),
      recipientKey: recipient && recipientKeyFrom(recipient, generation ?? 0),
      readingId: reading && reading.toString('base64url'),
      own: JSON.parse(own) as FactRow['own'],
    },
  ]);
}

/** The record first, and else the digests under which it may have been sealed. */
async function consentsOf(sql: Sql, keys: RecipientKeys, ids: string[]): Promise<Named['consents']> {
  const kept = await findSealedConsents(sql, keys, ids);
  const erased = await findErasedDigests(sql, ids);
  return new Map(
    ids.map((id) => {
      const { consent, digest } = kept.get(id) ?? {};
      return [
        id,
        [...(consent ? [consent] : []), ...(digest ? [digest] : []), ...(erased.get(id) ?? []), erasedConsent(id)],
      ];
    }),
  );
}
