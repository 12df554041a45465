import type { Sql } from '@stopsms/persistence';
import { QUOTAS_SQL } from './quotas.store';

/** Returns the messages that were decided before: the same id twice is one SMS, and counts once. */
export async function seenMessages(sql: Sql, ids: readonly string[]): Promise<Set<string>> {
  const rows = await sql.query(QUOTAS_SQL.seen, [ids]);
  return new Set(rows.map(({ id }) => id));
}
