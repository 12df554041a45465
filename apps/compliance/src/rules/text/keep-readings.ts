import type { Tx } from '@stopsms/persistence';
import { toJson } from '../digest/storable-json';
import type { TextReading } from './text-reading';

/** Stores each reading once. In one order, so that two batches of one campaign do not wait for each other in a circle. */
export function keepReadings(tx: Tx, readings: readonly TextReading[]): void {
  const byId = new Map(readings.map((reading) => [reading.readingId, reading]));
  if (byId.size === 0) return;
  const sorted = [...byId.values()].sort((one, other) => (one.readingId < other.readingId ? -1 : 1));
  tx.send(
    `INSERT INTO text_reading (reading_id, reading)
     SELECT r.id, r.reading FROM unnest($1::text[], $2::jsonb[]) AS r(id, reading)
     WHERE NOT EXISTS (SELECT 1 FROM text_reading t WHERE t.reading_id = r.id)
     ON CONFLICT (reading_id) DO NOTHING`,
    [sorted.map(({ readingId }) => readingId), sorted.map(({ readingId: _, ...reading }) => toJson(reading))],
  );
}
