// Facts of messages in their frames, as whoever owns the database may read and change them.
import type { Fact } from '../../src/evidence/facts/fact';
import { FactFrame, type FrameColumns, encodeFrame } from '../../src/evidence/facts/fact-frame';
import type { Bed } from '../bed';

type Row = FrameColumns & { position: string; day: string };

const framesOf = (bed: Bed, messageId: string): Promise<Row[]> =>
  bed.sql<Row>(
    `SELECT f.position, f.day::text, f.facts, f.hashes, f.own FROM asked a
     JOIN fact_frame f ON f.position = a.home OR f.position IN (SELECT l.position FROM fact_link l WHERE l.home = a.home)
     WHERE a.message_id = $1 ORDER BY f.position`,
    [messageId],
  );

/** First to last. */
export async function storedFacts(bed: Bed, messageId: string): Promise<Fact[]> {
  const frames = await framesOf(bed, messageId);
  return frames.flatMap(factsIn).filter((fact) => fact.messageId === messageId);
}

function factsIn({ position, day, ...columns }: Row): Fact[] {
  const frame = new FactFrame({ position, day }, columns);
  return Array.from({ length: frame.count }, (_, number) => frame.fact(number));
}

/** @param change - returns the new fact, or undefined to take it out */
export async function forgeFacts(bed: Bed, messageId: string, change: (fact: Fact) => Fact | undefined): Promise<void> {
  for (const row of await framesOf(bed, messageId)) {
    const { position, day } = row;
    const facts = factsIn(row).flatMap((fact) => (fact.messageId === messageId ? (change(fact) ?? []) : fact));
    const where = `position = ${position} AND day = '${day}'`;
    const { facts: fixed, hashes, own } = encodeFrame(facts);
    const bytes = (value: Buffer) => `'\\x${value.toString('hex')}'`;
    await bed.forge(
      facts.length === 0
        ? `DELETE FROM fact_frame WHERE ${where}`
        : `UPDATE fact_frame SET count = ${facts.length}, facts = ${bytes(fixed)}, hashes = ${bytes(hashes)}, own = ${bytes(own)} WHERE ${where}`,
      'fact_frame',
    );
  }
}

/** Overwrites a column of the frame with a message's first facts with bytes that mean nothing. */
export async function damageFrame(bed: Bed, messageId: string, column: 'facts' | 'own'): Promise<void> {
  const [frame] = await framesOf(bed, messageId);
  if (!frame) throw new Error(`${messageId} has no frame`);
  await bed.forge(
    `UPDATE fact_frame SET ${column} = sha256(${column}) WHERE position = ${frame.position} AND day = '${frame.day}'`,
    'fact_frame',
  );
}
