import type { Sql } from '@stopsms/persistence';

/** Which of these messages were decided before: the same id twice is one SMS, and counts once. */
export async function askedBefore(sql: Sql, ids: readonly string[]): Promise<Set<string>> {
  const rows = await sql.query<{ id: string }>(
    'SELECT message_id AS id FROM asked WHERE message_id = ANY($1::uuid[])',
    [ids],
  );
  return new Set(rows.map(({ id }) => id));
}
