import type { Tx } from '@stopsms/persistence';
import { toJson } from '../digest/storable-json';
import type { TextReading } from './text-reading';
import { READINGS, TEXT_READINGS_SQL } from './text-readings.store';

/** Stores each reading once. In one order, so that two batches of one campaign do not wait for each other in a circle. */
export function keepReadings(tx: Tx, readings: readonly TextReading[]): void {
  const byId = new Map(readings.map((reading) => [reading.readingId, reading]));
  if (byId.size === 0) return;
  const sorted = [...byId.values()].sort((one, other) => (one.readingId < other.readingId ? -1 : 1));
  tx.send(
    TEXT_READINGS_SQL.keep,
    READINGS.of(sorted, ({ readingId, ...reading }) => ({ id: readingId, reading: toJson(reading) })),
  );
}
