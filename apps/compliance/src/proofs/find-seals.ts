import type { Sql } from '@stopsms/persistence';
import type { KeptFact } from './facts/facts-of';
import { BATCH, type BatchRow, type Place, type SealedBatch, hashes, hexOf, sealedBatch } from './sealed-batch';
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

/** The batches that seal these facts of a message, first to last. */
export async function findSeals(sql: Sql, kept: readonly KeptFact[]): Promise<Seal[]> {
  if (kept.length === 0) return [];
  const rows = await sql.query<Row>(
    `SELECT DISTINCT ON (b.seq) b.facts_of::text AS "factsOf", b.after_position AS after, b.to_position AS to, ${BATCH}
     FROM unnest($1::date[], $2::bigint[]) AS f(day, position)
     JOIN proof_batch b ON b.facts_of = f.day AND f.position > b.after_position AND f.position <= b.to_position
     LEFT JOIN proof_day d ON d.day = b.day ORDER BY b.seq`,
    [kept.map(({ day }) => day), kept.map(({ position }) => position)],
  );
  const seals: Seal[] = [];
  for (const row of rows) seals.push({ ...(await sealedBatch(sql, row)), facts: await placed(sql, row, kept) });
  return seals;
}

const LEAVES = 'fact WHERE day = $1 AND position > $2 AND position <= $3';

async function placed(sql: Sql, { factsOf, after, to }: Row, kept: readonly KeptFact[]): Promise<SealedFact[]> {
  const stretch = [factsOf, after, to];
  const inIt = kept.filter(
    ({ day, position }) => day === factsOf && BigInt(position) > BigInt(after) && BigInt(position) <= BigInt(to),
  );
  const leaves = await hashes(sql, `SELECT hash, position AS nth FROM ${LEAVES}`, stretch);
  const places = await sql.query<{ place: number }>(
    `SELECT (SELECT count(*) FROM ${LEAVES} AND position < k.position)::int AS place
     FROM unnest($4::bigint[]) WITH ORDINALITY AS k(position, n) ORDER BY k.n`,
    [...stretch, inIt.map(({ position }) => position)],
  );
  return inIt.map(({ entry, previous, hash }, n) => {
    const position = places[n]?.place ?? 0;
    return { entry, previous, hash, position, path: hexOf(pathOf(leaves, position)) };
  });
}
