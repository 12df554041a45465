import { setTimeout as delay } from 'node:timers/promises';
import type { Tx } from '@stopsms/persistence';
import { FACTS_SQL } from './facts.store';
import { FRAMES_SQL } from './frames.store';

// Facts are sealed in the order of their positions, which a sequence gives out; but transactions commit in another order, and a fact
// that appeared below what is sealed would never be sealed. So whoever writes facts holds a shared lock until it commits, and whoever seals
// waits for those who held it when the last position was read. Nobody who writes waits for the sealing.

const LOCK = 36_183;

/** Locks for writers of facts, before the first position is assigned. */
export const writeFacts = (tx: Tx): void => tx.send(FACTS_SQL.lockForWriting, [LOCK]);

const TURNS_LOCK = 36_184;

/**
 * Waits for other transactions that record from the same partitions: the next statement sees what they wrote. First of a transaction, since
 * all take these locks in one order.
 * @param partitions - `<topic> <partition>`
 */
export const takeTurns = (tx: Tx, partitions: readonly string[]): void =>
  tx.send(FRAMES_SQL.takeTurns, [TURNS_LOCK, [...new Set(partitions)].sort()]);

const LOOK_EVERY_MS = 20;
const PATIENCE_MS = 5_000;

/**
 * A position below which no fact can appear any more. @returns undefined if a transaction takes too long; its facts are sealed next time
 */
export async function settledPosition(tx: Tx): Promise<string | undefined> {
  const [last] = await tx.query(FACTS_SQL.lastPosition);
  let writers = await writersAmong(tx, null);
  for (const deadline = Date.now() + PATIENCE_MS; writers.length > 0; writers = await writersAmong(tx, writers)) {
    if (Date.now() > deadline) return undefined;
    await delay(LOOK_EVERY_MS);
  }
  return last?.position;
}

/** Transactions that hold the lock, of these or of all. A virtual transaction id is used once. */
async function writersAmong(tx: Tx, known: string[] | null): Promise<string[]> {
  const rows = await tx.query(FACTS_SQL.writers, [LOCK, known]);
  return rows.map(({ writer }) => writer);
}
