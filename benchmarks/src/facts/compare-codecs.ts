import type { Fact } from '../../../apps/compliance/src/evidence/facts/fact';
import { encodeFrame } from '../../../apps/compliance/src/evidence/facts/fact-frame';
import { printFigure } from '../spread';
import { CODECS } from './codecs';
import type { DayOfMessages } from './day-of-messages';
import { FramesSubject } from './frames-subject';
import type { ScratchDatabase, Server } from './scratch-database';

/** Compression by PostgreSQL itself. */
const TOAST = ['pglz', 'lz4'];
const REPETITIONS = 5;

/** Prints what each codec leaves of a fact, and what it costs to write and to read. */
export async function printCodecs(server: Server, day: DayOfMessages): Promise<void> {
  const scratch = await server.database();
  const subject = new FramesSubject(scratch.database, day, true);
  for (const work of day.work()) await subject.write(work);
  const frames = subject.written;
  const count = frames.reduce((sum, { length }) => sum + length, 0);
  console.log(
    `compression of ${count} facts in ${frames.length} frames: bytes a fact · µs to compress · µs to decompress`,
  );
  const fixed = frames.map((facts) => encodeFrame(facts));
  const fixedBytes = fixed.reduce((sum, { facts, hashes }) => sum + facts.length + hashes.length, 0);
  const texts = frames.map(textOf);
  for (const codec of CODECS) {
    const [packed, encodeMs] = timeOf(() => texts.map((text) => codec.compress(text)));
    const [, decodeMs] = timeOf(() => packed.map((bytes) => codec.decompress(bytes)));
    const bytes = fixedBytes + packed.reduce((sum, { length }) => sum + length, 0);
    printFigure(codec.name, [bytes / count, (1e3 * encodeMs) / count, (1e3 * decodeMs) / count].map(short).join(' · '));
  }
  for (const method of TOAST) await printToast(server, scratch, method, frames, count);
  await scratch.close();
}

/** Bytes a fact, and processor time of PostgreSQL to insert and to read it. */
async function printToast(
  server: Server,
  { database }: ScratchDatabase,
  method: string,
  frames: readonly (readonly Fact[])[],
  count: number,
): Promise<void> {
  const columns = frames.map((facts) => ({ ...encodeFrame(facts), own: textOf(facts) }));
  const table = `frame_${method}`;
  try {
    await database.query(
      `CREATE TABLE ${table} (facts bytea, hashes bytea STORAGE EXTERNAL, own bytea COMPRESSION ${method})`,
    );
  } catch (error) {
    return printFigure(`PostgreSQL, ${method}`, `not in this server: ${(error as Error).message}`);
  }
  const before = server.processorSeconds();
  for (let n = 0; n < REPETITIONS; n += 1)
    for (const { facts, hashes, own } of columns)
      await database.query(`INSERT INTO ${table} (facts, hashes, own) VALUES ($1, $2, $3)`, [facts, hashes, own]);
  const [written] = [server.processorSeconds()];
  for (let n = 0; n < REPETITIONS; n += 1)
    await database.query(`SELECT sum(length(convert_from(own, 'UTF8'))), sum(get_byte(facts, 0)) FROM ${table}`);
  const read = server.processorSeconds();
  const [size] = await database.query<{ bytes: number }>(`SELECT pg_table_size('${table}')::float8 AS bytes`);
  const all = count * REPETITIONS;
  const figures = [
    (size?.bytes ?? NaN) / all,
    (1e6 * (written - before)) / all,
    (1e6 * (read - written)) / all / REPETITIONS,
  ];
  printFigure(`PostgreSQL, ${method}, its processor time`, figures.map(short).join(' · '));
}

/** JSON of the facts, a line each, as a frame compresses it. */
const textOf = (facts: readonly Fact[]): Buffer => Buffer.from(facts.map(({ own }) => `${own}\n`).join(''));

function timeOf<T>(work: () => T): [T, number] {
  let result = work();
  const startedAt = performance.now();
  for (let n = 0; n < REPETITIONS; n += 1) result = work();
  return [result, (performance.now() - startedAt) / REPETITIONS];
}

const short = (value: number): string => value.toFixed(value < 10 ? 2 : 1);
