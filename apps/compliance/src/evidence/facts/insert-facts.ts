import type { Tx } from '@stopsms/persistence';
import type { Context } from './decision-facts';
import type { Fact } from './fact';
import { encodeFrame } from './fact-frame';
import type { FactFrames } from './fact-frames';
import { CONTEXTS, FACTS_SQL } from './facts.store';
import { FRAMES_SQL, LINKS } from './frames.store';
import { insertRows } from './insert-rows';
import type { OpenFrame } from './latest-facts';

/**
 * Appends facts as one frame, or one for each day that they are of; as rows before the frames start.
 * @param frame - whose position was assigned under the lock of writers (`writeFacts`)
 */
export async function insertFacts(tx: Tx, frames: FactFrames, frame: OpenFrame, facts: readonly Fact[]): Promise<void> {
  if (facts.length === 0) return;
  const { position, homes } = frame;
  if (position === null) return insertRows(tx, facts);
  const links = await linksOf(tx, position, homes, facts);
  for (const day of new Set(facts.map((fact) => fact.day))) {
    const ofDay = facts.filter((fact) => fact.day === day);
    const columns = encodeFrame(ofDay);
    tx.send(FRAMES_SQL.insert, [position, day, ofDay.length, columns.facts, columns.hashes, columns.own]);
    if (links.length > 0) tx.send(FRAMES_SQL.link, [...LINKS.of(links), position, day]);
    tx.afterCommit(() => frames.keep({ position, day }, columns));
  }
}

/** Links to the homes of messages: none where the frame itself is the home of all. */
async function linksOf(tx: Tx, position: string, homes: OpenFrame['homes'], facts: readonly Fact[]): Promise<Link[]> {
  const ids = [...new Set(facts.map(({ messageId }) => messageId))];
  // All their facts are rows: this frame becomes their home, unless another was quicker.
  const homeless = ids.filter((id) => homes.get(id) === null);
  const set = homeless.length === 0 ? [] : await tx.query(FACTS_SQL.setHome, [homeless, position]);
  const numbers = new Map<string, number[]>();
  for (const { home, number } of [...ids.flatMap((id) => homes.get(id) ?? []), ...set]) {
    const of = numbers.get(home);
    if (of) of.push(number);
    else numbers.set(home, [number]);
  }
  return [...numbers].map(([home, of]) => ({ home, members: bitsOf(of) }));
}

interface Link {
  home: string;
  members: Buffer;
}

/** Bits as PostgreSQL counts them: 0 is the lowest of the first byte. */
function bitsOf(numbers: readonly number[]): Buffer {
  const bits = Buffer.alloc((Math.max(...numbers) >> 3) + 1);
  for (const number of numbers) bits[number >> 3] = (bits[number >> 3] ?? 0) | (1 << (number & 7));
  return bits;
}

/** Stores each context once. In one order, so that two writers of the same contexts wait for each other without deadlock. */
export function keepContexts(tx: Tx, contexts: readonly Context[]): void {
  if (contexts.length === 0) return;
  const sorted = [...contexts].sort((one, other) => one.hash.compare(other.hash));
  tx.send(
    FACTS_SQL.keepContexts,
    CONTEXTS.of(sorted, ({ hash, json }) => ({ hash, content: json })),
  );
}
