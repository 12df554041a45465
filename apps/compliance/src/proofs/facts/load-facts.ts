import { type RecipientKeys, recipientKeyFrom } from '@stopsms/kernel';
import type { Sql } from '@stopsms/persistence';
import { findErasedDigests, findSealedConsents } from '../../consents/find-sealed-consents';
import { erasedConsent } from '../../consents/sealed-consent';
import { loadBefore } from '../before/load-before';
import { findReadings } from '../find-readings';
import type { MessageFacts } from '../message-facts';
import { KINDS } from './fact';
import { stretches } from './stretches';
import { type FactRow, type KeptFact, type Named, factsOf } from './facts-of';

export interface Loaded {
  facts: MessageFacts;
  /** First to last. */
  kept: KeptFact[];
}

/** All that is known of a message; undefined when it was never asked for here, or is kept no more. */
export async function loadFacts(
  sql: Sql,
  keys: RecipientKeys,
  messageId: string,
  today: string,
): Promise<Loaded | undefined> {
  const [asked] = await sql.query<{ day: string }>('SELECT day::text FROM asked WHERE message_id = $1', [messageId]);
  if (!asked) return undefined;
  const rows: FactRow[] = [];
  for (const days of stretches(asked.day, today)) rows.push(...(await findRows(sql, messageId, days)));
  const isWhole = rows.some(({ kind, attempt }) => kind === 'decision' && attempt === 1);
  const [before] = isWhole ? [] : await loadBefore(sql, keys, [messageId]);
  const consents = await consentsOf(sql, keys, [...new Set(rows.flatMap(({ consentId }) => consentId ?? []))]);
  const readings = await findReadings(sql, [...new Set(rows.flatMap(({ readingId }) => readingId ?? []))]);
  return factsOf(messageId, rows, { consents, readings }, before?.facts);
}

type Row = Pick<FactRow, 'position' | 'day' | 'attempt' | 'context' | 'consentId' | 'previous' | 'hash'> & {
  kind: number;
  at: Date;
  recipient: Buffer | null;
  generation: number | null;
  reading: Buffer | null;
  own: string;
};

async function findRows(sql: Sql, messageId: string, days: [string, string]): Promise<FactRow[]> {
  const rows = await sql.query<Row>(
    `SELECT f.position, f.day::text, f.kind, f.attempt, f.at, f.recipient, f.generation, c.content AS context, f.reading,
       f.consent_id AS "consentId", f.own, encode(f.previous, 'hex') AS previous, encode(f.hash, 'hex') AS hash
     FROM fact f LEFT JOIN fact_context c ON c.hash = f.context
     WHERE f.message_id = $1 AND f.day BETWEEN $2 AND $3 ORDER BY f.position`,
    [messageId, ...days],
  );
  return rows.map(({ kind, at, recipient, generation, reading, own, ...row }) => ({
    ...row,
    kind: KINDS[kind] ?? 'unknown',
    at: at.getTime(),
    recipientKey: recipient && recipientKeyFrom(recipient, generation ?? 0),
    readingId: reading && reading.toString('base64url'),
    own: JSON.parse(own) as FactRow['own'],
  }));
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
