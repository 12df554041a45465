import type { RecipientKeys } from '@stopsms/kernel';
import type { Sql } from '@stopsms/persistence';
import { findSealedConsents } from '../../../people/consents/find-sealed-consents';
import { findReadings } from '../find-readings';
import type { MessageFacts } from '../message-facts';
import { consentIdsOf, rowFacts } from './row-facts';
import { LEGACY_SQL } from './legacy.store';

/** The last seal of a message. Digests are hexadecimal. */
export interface LastSeal {
  hash: string;
  entries: string[];
  consents: string[];
}

export interface LegacyRow {
  facts: MessageFacts;
  last?: LastSeal;
}

const DIGEST_BYTES = 32;

/** Loads messages from before facts were kept, with their last seals, under the keys of that time. */
export async function loadLegacy(sql: Sql, keys: RecipientKeys, ids: string[]): Promise<LegacyRow[]> {
  const found = await sql.query(LEGACY_SQL.load, [ids]);
  const rows = found.map(({ madeIn, ...row }) => ({
    ...row,
    recipientKey: row.recipientKey && keys.inGeneration(row.recipientKey, madeIn),
  }));
  const seals = await lastSeals(sql, ids);
  const kept = await findSealedConsents(sql, keys, [...new Set(rows.flatMap(consentIdsOf))]);
  const consents = new Map([...kept].map(([id, { consent }]) => [id, consent]));
  const readingIds = rows.flatMap(({ decisions }) =>
    Object.values(decisions).flatMap(({ readingId }) => readingId ?? []),
  );
  const readings = await findReadings(sql, [...new Set(readingIds)]);
  return rows.map((row) => {
    const last = seals.get(row.messageId);
    return { facts: rowFacts(row, consents, readings, last?.consents ?? []), ...(last && { last }) };
  });
}

async function lastSeals(sql: Sql, ids: string[]): Promise<Map<string, LastSeal>> {
  const rows = await sql.query(LEGACY_SQL.lastSeals, [ids]);
  return new Map(
    rows.map(({ id, hash, entries, consents }) => [
      id,
      { hash, entries: entries.split(' '), consents: digestsIn(consents) },
    ]),
  );
}

const digestsIn = (bytes: Buffer): string[] =>
  Array.from({ length: bytes.length / DIGEST_BYTES }, (_, at) =>
    bytes.subarray(at * DIGEST_BYTES, (at + 1) * DIGEST_BYTES).toString('hex'),
  );
