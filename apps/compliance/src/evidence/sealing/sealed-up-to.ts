import type { Sql } from '@stopsms/persistence';
import { daysAfter } from '../facts/stretches';
import { AUDIT_EVENTS_SQL } from '../audit/events/audit-events.store';
import { FACTS_SQL } from '../facts/facts.store';
import { FRAMES_SQL } from '../facts/frames.store';
import { SEALS_SQL } from './seals.store';

interface SealedUpTo {
  /** Up to which all rows are sealed; 0 when none is. */
  position: string;
  /** No row behind it is of an earlier day. */
  day: string;
}

/**
 * By how much what comes later may be of an earlier day: a clock that is set back by more has the service refuse to start, and audit events
 * lie on their topics for as long.
 */
const LATE_DAYS: Readonly<Record<SealedTable, number>> = { fact: 31, fact_frame: 31, audit_event: 90 };

/** Tables of what happened, whose rows are sealed in one chain. */
export const SEALED_TABLES = ['fact', 'fact_frame', 'audit_event'] as const;
export type SealedTable = (typeof SEALED_TABLES)[number];

/** Statements that read them. */
export const SEALED_SQL = { fact: FACTS_SQL, fact_frame: FRAMES_SQL, audit_event: AUDIT_EVENTS_SQL } as const;

export async function sealedUpTo(sql: Sql, table: SealedTable): Promise<SealedUpTo> {
  const [last] = await sql.query(SEALS_SQL.lastStretch, [table]);
  return last
    ? { position: last.position, day: daysAfter(last.day, -LATE_DAYS[table]) }
    : { position: '0', day: '0001-01-01' };
}
