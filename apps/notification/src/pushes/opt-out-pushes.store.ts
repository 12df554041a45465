import { rowsOf, statements } from '@stopsms/persistence';
import { RETENTION_CHUNK } from '@stopsms/service';
import type { OptOutPushesSql } from './opt-out-pushes.sql';

/** Pushes to one system that are leased at once. */
const BATCH = 20;

/** Pushes; instants in epoch ms. */
export const PUSHES = rowsOf('source text', 'recipient_key text', 'push_id uuid', 'sealed text', 'at float8');
/** Outcomes of attempts. */
export const SETTLED = rowsOf(
  'push_id uuid',
  'state text',
  'fault text null',
  'fault_code text null',
  'fault_detail text null',
  'attempted boolean',
  'next_at float8',
  'leased_until float8',
);
/** Recipients whose data is erased, by source. */
export const ERASED = rowsOf('source text', 'recipient_key text', 'at float8');

/** SQL: queues the row again, with the number from row \`n\`. */
const QUEUED = `state = 'pending', push_id = n.push_id, sealed = n.sealed, happened_at = to_timestamp(n.at / 1000.0), attempts = 0,
  next_at = to_timestamp($6 / 1000.0), queued_at = to_timestamp($6 / 1000.0), give_up_at = to_timestamp($7 / 1000.0), ended_at = NULL, fault = NULL, fault_code = NULL, fault_detail = NULL`;

export const OPT_OUT_PUSHES_SQL = statements<OptOutPushesSql>({
  /** An opt-out that is pushed, or on its way, is not queued again. */
  push: `
    INSERT INTO opt_out_push AS p (source, recipient_key, push_id, wanted, state, sealed, happened_at, next_at, queued_at, give_up_at)
    SELECT n.source, n.recipient_key, n.push_id, 'out', 'pending', n.sealed, to_timestamp(n.at / 1000.0), to_timestamp($6 / 1000.0),
      to_timestamp($6 / 1000.0), to_timestamp($7 / 1000.0)
    FROM ${PUSHES.as('n')}
    ON CONFLICT (source, recipient_key) DO UPDATE SET wanted = 'out', state = 'pending', push_id = excluded.push_id,
      sealed = excluded.sealed, happened_at = excluded.happened_at, attempts = 0, next_at = excluded.next_at,
      queued_at = excluded.queued_at, give_up_at = excluded.give_up_at, ended_at = NULL, fault = NULL,
      fault_code = NULL, fault_detail = NULL
    WHERE (p.wanted = 'lifted' OR p.state IN ('absent', 'failed')) AND p.happened_at <= excluded.happened_at
    RETURNING p.source`,
  /** Deletes what waits when the person returns. */
  cancel: `
    DELETE FROM opt_out_push p USING ${PUSHES.as('n')}
    WHERE p.source = n.source AND p.recipient_key = n.recipient_key AND p.wanted = 'out' AND p.state = 'pending'
      AND p.happened_at <= to_timestamp(n.at / 1000.0)`,
  /** Queues the lift of what we pushed. */
  lift: `
    UPDATE opt_out_push p SET wanted = 'lifted', ${QUEUED} FROM ${PUSHES.as('n')}
    WHERE p.source = n.source AND p.recipient_key = n.recipient_key AND p.wanted = 'out' AND p.state = 'pushed'
      AND p.happened_at <= to_timestamp(n.at / 1000.0)
    RETURNING p.source`,
  lease: `
    WITH due AS (
      SELECT mine.push_id FROM unnest($1::text[]) AS system(name) CROSS JOIN LATERAL (
        SELECT push_id FROM opt_out_push
        WHERE source = system.name AND state = 'pending' AND next_at <= to_timestamp($2 / 1000.0)
        ORDER BY next_at LIMIT ${BATCH} FOR UPDATE SKIP LOCKED) AS mine)
    UPDATE opt_out_push p SET next_at = to_timestamp($3 / 1000.0) FROM due WHERE p.push_id = due.push_id
    RETURNING p.push_id AS "pushId", source, wanted, sealed, attempts, happened_at AS "happenedAt", give_up_at AS "giveUpAt"`,
  // Only where the lease is still ours.
  settle: `
    UPDATE opt_out_push p SET state = s.state, fault = s.fault, fault_code = s.fault_code, fault_detail = s.fault_detail,
      ended_at = CASE WHEN s.state <> 'pending' THEN to_timestamp($9 / 1000.0) END, attempts = p.attempts + s.attempted::int,
      next_at = to_timestamp(s.next_at / 1000.0), sealed = CASE WHEN s.state = 'pending' THEN p.sealed END
    FROM ${SETTLED.as('s')}
    WHERE p.push_id = s.push_id AND p.state = 'pending' AND p.next_at = to_timestamp(s.leased_until / 1000.0)`,
  oldest: `
    SELECT source, round(extract(epoch FROM min(queued_at)) * 1000)::float8 AS "queuedAt!" FROM opt_out_push
    WHERE state = 'pending' GROUP BY source`,
  counts: `
    SELECT source, state, count(*)::int AS "count!", min(queued_at) AS "queuedAt!"
    FROM opt_out_push GROUP BY source, state`,
  /** Fault of the opt-out that has waited longest. */
  faults: `
    SELECT DISTINCT ON (source) source, fault AS "fault!", fault_code AS "faultCode", fault_detail AS "faultDetail"
    FROM opt_out_push WHERE state = 'pending' AND fault IS NOT NULL ORDER BY source, queued_at`,
  ofRecipient: `
    SELECT source, wanted, state, happened_at AS "happenedAt", queued_at AS "queuedAt", ended_at AS "endedAt", fault,
      fault_code AS "faultCode", fault_detail AS "faultDetail"
    FROM opt_out_push WHERE recipient_key = $1 ORDER BY queued_at DESC, source LIMIT 100`,
  erase: `
    UPDATE opt_out_push p SET state = 'failed', sealed = NULL, fault = 'erased', fault_code = NULL, fault_detail = NULL,
      ended_at = to_timestamp(e.at / 1000.0)
    FROM ${ERASED.as('e')}
    WHERE p.source = e.source AND p.recipient_key = e.recipient_key AND p.state = 'pending'
      AND p.happened_at <= to_timestamp(e.at / 1000.0)`,
  forget: `
    DELETE FROM opt_out_push p USING ${ERASED.as('e')} WHERE p.source = e.source AND p.recipient_key = e.recipient_key
      AND p.happened_at <= to_timestamp(e.at / 1000.0)`,
  deleteEnded: `
    DELETE FROM opt_out_push WHERE push_id IN (
      SELECT push_id FROM opt_out_push WHERE state IN ('absent', 'lifted', 'failed') AND queued_at < to_timestamp($1 / 1000.0)
      LIMIT ${RETENTION_CHUNK})
    RETURNING true AS deleted`,
});
