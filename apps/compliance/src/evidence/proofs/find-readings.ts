import type { Sql } from '@stopsms/persistence';
import type { KeptReading } from './message-facts';

/** What was found in texts, by the ids of the readings. */
export async function findReadings(sql: Sql, ids: readonly string[]): Promise<Map<string, KeptReading>> {
  if (ids.length === 0) return new Map();
  const rows = await sql.query<{ id: string; reading: KeptReading }>(
    'SELECT reading_id AS id, reading FROM text_reading WHERE reading_id = ANY($1)',
    [ids],
  );
  return new Map(rows.map(({ id, reading }) => [id, reading]));
}
