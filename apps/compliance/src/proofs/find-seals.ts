import type { Sql } from '@stopsms/persistence';
import type { KeptFact } from './facts/facts-of';
import { BATCH, type BatchRow, type Place, type SealedBatch, hashes, hexOf, sealedBatch } from './sealed-batch';
import type { SealedTable } from './sealed-up-to';
import { pathOf } from './sealing/merkle-tree';

/** A fact of the message in the tree of its batch. */
export interface SealedFact extends Place {
  entry: string;
  /** Hash of the fact that was the last of the message when this one was written; null for the first. */
  previous: string | null;
  /** Its leaf. */
  hash: string;
}

/** A batch, and the facts of a message that it seals. */
export interface Seal extends SealedBatch {
  facts: SealedFact[];
}

interface Row extends BatchRow {
  factsOf: string;
  after: string;
  to: string;
}

type KeptOf = KeptFact & { messageId: string };

/** The batches that seal these facts of messages, first to last, by message. */
export async function findSeals(
  sql: Sql,
  kept: ReadonlyMap<string, readonly KeptFact[]>,
  table: SealedTable = 'fact',
): Promise<Map<string, Seal[]>> {
  const seals = new Map<string, Seal[]>([...kept.keys()].map((id) => [id, []]));
  const all = [...kept].flatMap(([messageId, facts]) => facts.map((fact): KeptOf => ({ ...fact, messageId })));
  if (all.length === 0) return seals;
  const rows = await sql.query<Row>(
    `SELECT DISTINCT ON (b.seq) b.facts_of::text AS "factsOf", b.after_position AS after, b.to_position AS to, ${BATCH}
     FROM unnest($1::date[], $2::bigint[]) AS f(day, position)
     JOIN proof_batch b ON b.leaves = $3 AND b.facts_of = f.day AND f.position > b.after_position AND f.position <= b.to_position
     LEFT JOIN proof_day d ON d.day = b.day ORDER BY b.seq`,
    [all.map(({ day }) => day), all.map(({ position }) => position), table],
  );
  for (const row of rows) {
    const batch = await sealedBatch(sql, row);
    for (const [messageId, facts] of await placed(sql, row, all, table))
      seals.get(messageId)?.push({ ...batch, facts });
  }
  return seals;
}

const leavesIn = (table: SealedTable): string => `${table} WHERE day = $1 AND position > $2 AND position <= $3`;

/** The facts of each message in a batch. */
async function placed(
  sql: Sql,
  { factsOf, after, to }: Row,
  kept: readonly KeptOf[],
  table: SealedTable,
): Promise<Map<string, SealedFact[]>> {
  const stretch = [factsOf, after, to];
  const inIt = kept.filter(
    ({ day, position }) => day === factsOf && BigInt(position) > BigInt(after) && BigInt(position) <= BigInt(to),
  );
  const leaves = await hashes(sql, `SELECT hash, position AS nth FROM ${leavesIn(table)}`, stretch);
  const places = await sql.query<{ place: number }>(
    `SELECT (SELECT count(*) FROM ${leavesIn(table)} AND position < k.position)::int AS place
     FROM unnest($4::bigint[]) WITH ORDINALITY AS k(position, n) ORDER BY k.n`,
    [...stretch, inIt.map(({ position }) => position)],
  );
  const facts = new Map<string, SealedFact[]>();
  for (const [n, { messageId, entry, previous, hash }] of inIt.entries()) {
    const position = places[n]?.place ?? 0;
    const of = facts.get(messageId) ?? [];
    facts.set(messageId, of);
    of.push({ entry, previous, hash, position, path: hexOf(pathOf(leaves, position)) });
  }
  return facts;
}
