import type { Sql } from '@stopsms/persistence';
import { daysAfter } from './facts/stretches';

export interface SealedUpTo {
  /** Up to which all rows are sealed; 0 when none is. */
  position: string;
  /** No row behind it is of an earlier day. */
  day: string;
}

/**
 * By how much what comes later may be of an earlier day: a clock that is set back by more has the service refuse to start, and audit events
 * lie on their topics for as long.
 */
const LATE_DAYS: Readonly<Record<SealedTable, number>> = { fact: 31, audit_event: 90 };

/** Tables of what happened, whose rows are sealed in one chain. */
export const SEALED_TABLES = ['fact', 'audit_event'] as const;
export type SealedTable = (typeof SEALED_TABLES)[number];

export async function sealedUpTo(sql: Sql, table: SealedTable): Promise<SealedUpTo> {
  const [last] = await sql.query<SealedUpTo>(
    `SELECT to_position AS position, facts_of::text AS day FROM proof_batch WHERE to_position IS NOT NULL AND leaves = $1 ORDER BY seq DESC LIMIT 1`,
    [table],
  );
  return last
    ? { position: last.position, day: daysAfter(last.day, -LATE_DAYS[table]) }
    : { position: '0', day: '0001-01-01' };
}
