import { statements } from '@stopsms/persistence';
import type { RepublicationsSql } from './republications.sql';

/** A replica that was killed loses its lease after this time. */
const LEASE = `interval '30 seconds'`;
/** Time without heartbeats, after which no advert is in flight, before the first record of new keys is written. */
const REST = `interval '10 seconds'`;

const COLUMNS = `id, CASE WHEN finished_at IS NULL THEN 'under-way' ELSE 'finished' END AS "state!", requested_by AS "requestedBy",
  reason, started_at AS "startedAt", finished_at AS "finishedAt", opt_outs::float8 AS "optOuts", number_states::float8 AS "numberStates"`;

export const REPUBLICATIONS_SQL = statements<RepublicationsSql>({
  begin: `
    INSERT INTO republication (id, requested_by, reason, started_at, moves_to) VALUES ($1, $2, $3, now(), $4)
    ON CONFLICT ((true)) WHERE finished_at IS NULL DO NOTHING`,
  latest: `SELECT ${COLUMNS} FROM republication ORDER BY finished_at DESC NULLS FIRST LIMIT 1`,
  lease: `
    UPDATE republication SET replica = $1, turn_ends_at = now() + ${LEASE}, opt_outs = 0, number_states = 0
    WHERE finished_at IS NULL AND (turn_ends_at IS NULL OR turn_ends_at < now() OR replica = $1)
    RETURNING id, moves_to AS "movesTo", requested_by AS by, started_at + ${REST} < now() AS "isRested!"`,
  countOptOuts: `UPDATE republication SET opt_outs = opt_outs + $2, turn_ends_at = now() + ${LEASE} WHERE id = $1`,
  countNumberStates: `
    UPDATE republication SET number_states = number_states + $2, turn_ends_at = now() + ${LEASE} WHERE id = $1`,
  finish: `UPDATE republication SET finished_at = now() WHERE id = $1 RETURNING ${COLUMNS}`,
});
