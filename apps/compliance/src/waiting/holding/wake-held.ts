import type { Sql } from '@stopsms/persistence';

const BATCH = 10_000;

/** Columns of `held` that name what a message waits for, each with an index, and their types. */
const CAUSES = { paused_advertiser: 'uuid', capped_by: 'text' } as const;
type Cause = keyof typeof CAUSES;

/** Distinct values of this column of `held`: one step of the index for each, however many messages it has. */
export async function waitedFor(sql: Sql, cause: Cause): Promise<string[]> {
  const rows = await sql.query<{ name: string }>(
    `WITH RECURSIVE waiting AS (
       (SELECT ${cause} AS name FROM held WHERE ${cause} IS NOT NULL ORDER BY 1 LIMIT 1)
       UNION ALL
       SELECT (SELECT h.${cause} FROM held h WHERE h.${cause} > w.name ORDER BY 1 LIMIT 1)
       FROM waiting w WHERE w.name IS NOT NULL
     )
     SELECT name FROM waiting WHERE name IS NOT NULL`,
  );
  return rows.map(({ name }) => name);
}

/**
 * Makes due what waits for these.
 * @param now - epoch ms
 * @returns whether more may wait than one turn wakes
 */
export async function wakeHeld(sql: Sql, cause: Cause, names: readonly string[], now: number): Promise<boolean> {
  if (names.length === 0) return false;
  const [turn] = await sql.query<{ woken: number }>(
    `WITH due AS (
       SELECT message_id FROM held WHERE ${cause} IS NOT NULL AND ${cause} = ANY($2::${CAUSES[cause]}[])
       LIMIT ${BATCH} FOR UPDATE SKIP LOCKED
     ), woken AS (
       UPDATE held h SET until = to_timestamp($1 / 1000.0), ${cause} = NULL FROM due
       WHERE h.message_id = due.message_id RETURNING 1
     )
     SELECT count(*)::int AS woken FROM woken`,
    [now, names],
  );
  return turn?.woken === BATCH;
}
