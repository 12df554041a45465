import type { Sql } from '@stopsms/persistence';
import { daysAfter } from './facts/stretches';

export interface SealedUpTo {
  /** Up to which all facts are sealed; 0 when none is. */
  position: string;
  /** No fact behind it was written on an earlier day. */
  day: string;
}

/** A clock that is set back by more has the service refuse to start. */
const SET_BACK_DAYS = 31;

export async function sealedUpTo(sql: Sql): Promise<SealedUpTo> {
  const [last] = await sql.query<SealedUpTo>(
    `SELECT to_position AS position, facts_of::text AS day FROM proof_batch WHERE to_position IS NOT NULL ORDER BY seq DESC LIMIT 1`,
  );
  return last
    ? { position: last.position, day: daysAfter(last.day, -SET_BACK_DAYS) }
    : { position: '0', day: '0001-01-01' };
}
