import type { Sql } from '@stopsms/persistence';
import type { SealedReading } from './message-facts';
import { TEXT_READINGS_SQL } from '../../rules/text/text-readings.store';

/** Finds readings of texts by id. */
export async function findReadings(sql: Sql, ids: readonly string[]): Promise<Map<string, SealedReading>> {
  if (ids.length === 0) return new Map();
  const rows = await sql.query(TEXT_READINGS_SQL.byIds, [ids]);
  return new Map(rows.map(({ id, reading }) => [id, reading]));
}
