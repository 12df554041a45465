import type { Sql } from '@stopsms/persistence';

/** Returns the messages that were decided before: the same id twice is one SMS, and counts once. */
export async function seenMessages(sql: Sql, ids: readonly string[]): Promise<Set<string>> {
  const rows = await sql.query<{ id: string }>(
    'SELECT message_id AS id FROM asked WHERE message_id = ANY($1::uuid[])',
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}
