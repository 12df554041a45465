import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '@stopsms/persistence';
import { type Rhythm, TOPICS, type TimedRecord, usualRecords } from './records';
import type { Take, Way } from './ways';

/** Wait after a fetch that returned records, as consumers do. */
const LINGER_MS = 200;
const LOOK_EVERY_MS = 20;
const MAX_RECORDS = 1_000;

/**
 * Plays the records to the way, each topic as its consumer would: what has arrived is one batch, and the next is fetched when that
 * is written.
 * @returns milliseconds from each receipt's record to its end, in no order
 */
export async function play(way: Way, database: Database, rhythm: Rhythm): Promise<number[]> {
  const takers = way.takers(database);
  const records = usualRecords(rhythm, Date.now());
  const startedAt = performance.now();
  const read = TOPICS.map((topic) => {
    const take = takers[topic];
    return take ? consume(records[topic], take, startedAt) : [];
  });
  const [, , late = []] = await Promise.all(read);
  return late;
}

async function consume(records: readonly TimedRecord[], take: Take, startedAt: number): Promise<number[]> {
  const late: number[] = [];
  for (let next = 0; next < records.length;) {
    const now = performance.now() - startedAt;
    const batch: TimedRecord[] = [];
    for (let record = records[next]; record && record.at <= now && batch.length < MAX_RECORDS; record = records[next]) {
      batch.push(record);
      next += 1;
    }
    if (batch.length === 0) {
      await delay(LOOK_EVERY_MS);
      continue;
    }
    const gathering = delay(LINGER_MS);
    await take(batch.flatMap(({ reports }) => reports));
    const end = performance.now() - startedAt;
    for (const { at } of batch) late.push(end - at);
    await gathering;
  }
  return late;
}
