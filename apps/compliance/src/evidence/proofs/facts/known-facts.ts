import type { Sql } from '@stopsms/persistence';
import { type Fact, KINDS } from './fact';
import { stretches } from './stretches';
import { FACTS_SQL } from './facts.store';

/** State of a message so far. */
export interface Known {
  /** By `nameOf`. */
  names: Set<string>;
  /** Hash of the last fact; null of a message without one. */
  last: Buffer | null;
  /** Ids that operators gave, of each attempt reported as submitted. */
  submittedAs: (readonly string[] | undefined)[];
}

export const nameOf = ({ kind, attempt }: Pick<Fact, 'kind' | 'attempt'>): string => `${kind}:${attempt}`;
const FIRST = nameOf({ kind: 'decision', attempt: 1 });

/**
 * By message; those that were never asked for here are missing. One query for a batch of messages of this day.
 * @param today - `2026-11-25`: nothing was written later
 */
export async function knownFacts(sql: Sql, ids: readonly string[], today: string): Promise<Map<string, Known>> {
  const known = new Map<string, Known>();
  if (ids.length === 0) return known;
  await addFacts(sql, known, ids, [today, today]);
  const older = ids.filter((id) => !known.get(id)?.names.has(FIRST));
  if (older.length > 0) await addOlder(sql, known, older, today);
  return known;
}

async function addFacts(sql: Sql, known: Map<string, Known>, ids: readonly string[], days: [string, string]) {
  const rows = await sql.query(FACTS_SQL.known, [ids, ...days]);
  for (const { id, kind, attempt, hash, own } of rows) {
    const entry = entryOf(known, id);
    entry.names.add(nameOf({ kind: KINDS[kind] ?? 'unknown', attempt }));
    entry.last = hash;
    if (own !== null) entry.submittedAs.push((JSON.parse(own) as { smscIds?: string[] }).smscIds);
  }
}

/** Adds facts of messages requested on an earlier day, from that day on. */
async function addOlder(sql: Sql, known: Map<string, Known>, ids: readonly string[], today: string): Promise<void> {
  const asked = await sql.query(FACTS_SQL.days, [ids]);
  if (asked.length === 0) return;
  for (const { id } of asked) known.set(id, { names: new Set(), last: null, submittedAs: [] });
  const from = asked.reduce((first, { day }) => (day < first ? day : first), today);
  const old = asked.map(({ id }) => id);
  for (const days of stretches(from, today)) await addFacts(sql, known, old, days);
}

function entryOf(known: Map<string, Known>, id: string): Known {
  const entry = known.get(id) ?? { names: new Set(), last: null, submittedAs: [] };
  known.set(id, entry);
  return entry;
}
