import type { Sql } from '@stopsms/persistence';
import type { KeptReading } from './message-facts';
import { TEXT_READINGS_SQL } from '../../rules/text/text-readings.store';

/** What was found in texts, by the ids of the readings. */
export async function findReadings(sql: Sql, ids: readonly string[]): Promise<Map<string, KeptReading>> {
  if (ids.length === 0) return new Map();
  const rows = await sql.query(TEXT_READINGS_SQL.byIds, [ids]);
  return new Map(rows.map(({ id, reading }) => [id, reading]));
}
