import type { Sql } from '@stopsms/persistence';
import type { StoredFact } from '../facts/facts-of';
import type { SealTrees } from './seal-trees';
import { type TreePosition, type SealedBatch, hexOf, sealedBatch } from './sealed-batch';
import { SEALED_TABLES, type SealedTable } from './sealed-up-to';
import type { SealsSql } from './seals.sql';
import { SEALED, SEALS_SQL } from './seals.store';

/** A fact of the message in the tree of its batch. */
export interface SealedFact extends TreePosition {
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

type Row = SealsSql['batchesOf']['row'];

type StoredFactOf = StoredFact & { messageId: string };

/** The batches that seal these facts of messages, first to last, by message. */
export async function findSeals(
  sql: Sql,
  trees: SealTrees,
  kept: ReadonlyMap<string, readonly StoredFact[]>,
): Promise<Map<string, Seal[]>> {
  const seals = new Map<string, Seal[]>([...kept.keys()].map((id) => [id, []]));
  const all = [...kept].flatMap(([messageId, facts]) => facts.map((fact): StoredFactOf => ({ ...fact, messageId })));
  for (const table of SEALED_TABLES) {
    const inTable = all.filter((fact) => fact.table === table);
    if (inTable.length === 0) continue;
    const rows = await sql.query(SEALS_SQL.batchesOf, [...SEALED.of(inTable), table]);
    for (const row of rows) {
      const batch = await sealedBatch(trees, row);
      for (const [messageId, facts] of await withPositions(trees, row, inTable, table))
        seals.get(messageId)?.push({ ...batch, facts });
    }
  }
  for (const of of seals.values()) of.sort((one, other) => one.batch.seq - other.batch.seq);
  return seals;
}

/** The facts of each message in a batch. */
async function withPositions(
  trees: SealTrees,
  row: Row,
  kept: readonly StoredFactOf[],
  table: SealedTable,
): Promise<Map<string, SealedFact[]>> {
  const { tree, indexOf } = await trees.ofBatch(table, row);
  const facts = new Map<string, SealedFact[]>();
  for (const { messageId, entry, previous, hash, day, position, index: inRow = 0 } of kept) {
    const at = BigInt(position);
    if (day !== row.factsOf || at <= BigInt(row.after) || at > BigInt(row.to)) continue;
    const index = indexOf(at) + inRow;
    const of = facts.get(messageId) ?? [];
    facts.set(messageId, of);
    of.push({ entry, previous, hash, position: index, path: hexOf(tree.pathOf(index)) });
  }
  return facts;
}
