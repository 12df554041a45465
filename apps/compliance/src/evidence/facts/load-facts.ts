import { type RecipientKeys, recipientKeyFrom } from '@stopsms/kernel';
import type { Sql } from '@stopsms/persistence';
import { findErasedDigests, findSealedConsents } from '../../people/consents/find-sealed-consents';
import { erasedConsent } from '../../people/consents/sealed-consent';
import { findReadings } from './find-readings';
import type { MessageFacts } from './message-facts';
import { KINDS } from './fact';
import { hexOf } from './fact-frame';
import { type Asked, framesOf, readFrames } from './fact-frames';
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
  const asked = await sql.query(FACTS_SQL.asked, [ids]);
  const rows = new Map<string, FactRow[]>(asked.map(({ id }) => [id, []]));
  if (asked.length === 0) return rows;
  for (const [id, row] of await findFramed(sql, asked, today)) rows.get(id)?.push(row);
  // A message whose first decision is framed has no rows.
  const older = asked.filter(({ id }) => !rows.get(id)?.some(isFirst));
  if (older.length > 0) {
    const from = older.reduce((first, { day }) => (day < first ? day : first), today);
    const olderIds = older.map(({ id }) => id);
    for (const days of stretches(from, today))
      for (const [id, row] of await findRows(sql, olderIds, days)) rows.get(id)?.push(row);
  }
  for (const of of rows.values()) of.sort(byPosition);
  return rows;
}

const isFirst = ({ kind, attempt }: FactRow): boolean => kind === 'decision' && attempt === 1;

const byPosition = (one: FactRow, other: FactRow): number =>
  Number(BigInt(one.position) - BigInt(other.position)) || (one.index ?? 0) - (other.index ?? 0);

/** Facts in frames, in any order. */
async function findFramed(sql: Sql, asked: readonly Asked[], today: string): Promise<[string, FactRow][]> {
  const frames = await readFrames(sql, await framesOf(sql, asked, today));
  const ids = asked.map(({ id }) => hexOf(id));
  const found = frames.flatMap((frame) =>
    ids.flatMap((id) =>
      frame.numbersOf(id).map((index) => ({ position: frame.at.position, index, fact: frame.fact(index) })),
    ),
  );
  const contexts = await contextsOf(
    sql,
    found.flatMap(({ fact }) => fact.context ?? []),
  );
  return found.map(({ position, index, fact: { messageId, context, reading, own, previous, hash, ...fact } }) => [
    messageId,
    {
      ...fact,
      ...{ table: 'fact_frame' as const, position, index },
      context: context && (contexts.get(context.toString('hex')) ?? null),
      readingId: reading && reading.toString('base64url'),
      own: JSON.parse(own) as FactRow['own'],
      previous: previous && previous.toString('hex'),
      hash: hash.toString('hex'),
    },
  ]);
}

/** Contents of contexts, by digest. */
export async function contextsOf(
  sql: Sql,
  digests: readonly Buffer[],
): Promise<Map<string, NonNullable<FactRow['context']>>> {
  const each = new Map(digests.map((digest) => [digest.toString('hex'), digest]));
  if (each.size === 0) return new Map();
  const rows = await sql.query(FACTS_SQL.contexts, [[...each.values()]]);
  return new Map(rows.map(({ hash, content }) => [hash.toString('hex'), content]));
}

/** Facts that are a row each. */
async function findRows(sql: Sql, ids: readonly string[], days: [string, string]): Promise<[string, FactRow][]> {
  const rows = await sql.query(FACTS_SQL.load, [ids, ...days]);
  return rows.map(({ id, kind, at, recipient, generation, reading, own, ...row }) => [
    id,
    {
      ...row,
      table: 'fact' as const,
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
