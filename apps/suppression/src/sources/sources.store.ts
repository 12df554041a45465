import { rowsOf, statements } from '@stopsms/persistence';
import type { SourcesSql } from './sources.sql';

/** Entries of a list. */
export const LISTED = rowsOf('key text', 'masked text');

/** SQL: a row `n` of the list is out here, for one of the advertisers ($2) or for all. */
const IS_OUT = `EXISTS (SELECT FROM opt_out o WHERE o.recipient_key = n.recipient_key AND o.state = 'out'
  AND (o.scope = '*' OR o.scope = ANY($2::text[])))`;
/** SQL: distinct recipients out for one of the advertisers ($2) and not on the list ($1). */
const ONLY_HERE = `SELECT DISTINCT o.recipient_key FROM opt_out o
  WHERE o.scope COLLATE "C" = ANY($2::text[]) AND o.state = 'out' AND NOT EXISTS (
    SELECT FROM opt_out_source_number n WHERE n.source = $1 AND n.recipient_key = o.recipient_key)`;

export const SOURCES_SQL = statements<SourcesSql>({
  add: `INSERT INTO opt_out_source (name, due_at, leased_until) SELECT name, now(), now() FROM unnest($1::text[]) AS name ON CONFLICT DO NOTHING`,
  deleteOthers: 'DELETE FROM opt_out_source WHERE NOT name = ANY($1::text[])',
  claim: `
    UPDATE opt_out_source SET leased_until = now() + $2 * interval '1 ms', poll_id = $3
    WHERE name = (SELECT name FROM opt_out_source WHERE name = ANY($1::text[]) AND due_at <= now() AND leased_until <= now()
      ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING name, failures`,
  /** None if another replica has taken the poll over. */
  renew: `
    UPDATE opt_out_source SET leased_until = now() + $3 * interval '1 ms' WHERE name = $1 AND poll_id = $2 RETURNING true AS "isMine!"`,
  list: `
    INSERT INTO opt_out_source_number AS n (source, recipient_key, poll_id, listed_at, masked)
    SELECT $1, l.key, $2, to_timestamp($3 / 1000.0), l.masked FROM ${LISTED.as('l', 4)}
    ON CONFLICT (source, recipient_key) DO UPDATE SET poll_id = excluded.poll_id, masked = excluded.masked
    RETURNING n.recipient_key AS "recipientKey", (extract(epoch FROM n.listed_at) * 1000)::float8 AS "listedAt!"`,
  deleteUnlisted: `
    DELETE FROM opt_out_source_number WHERE source = $1 AND poll_id <> $2
      AND EXISTS (SELECT FROM opt_out_source s WHERE s.name = $1 AND s.poll_id = $2)`,
  finish: `
    UPDATE opt_out_source SET polled_at = to_timestamp($3 / 1000.0), failures = 0, fault = NULL, fault_code = NULL, fault_detail = NULL, unreadable = $5, leased_until = now(),
      due_at = now() + $4 * interval '1 ms' WHERE name = $1 AND poll_id = $2`,
  fail: `
    UPDATE opt_out_source SET failures = failures + 1, fault = $3, fault_code = $4, fault_detail = $5, leased_until = now(),
      due_at = now() + $6 * interval '1 ms'
    WHERE name = $1 AND poll_id = $2`,
  all: `SELECT name, poll_id AS "pollId", polled_at AS "polledAt", failures, fault, fault_code AS "faultCode",
    fault_detail AS "faultDetail", unreadable FROM opt_out_source ORDER BY name`,
  counts: `
    SELECT (SELECT count(*)::int FROM opt_out_source_number n WHERE n.source = $1 AND ${IS_OUT}) AS "both!",
      (SELECT count(*)::int FROM opt_out_source_number n WHERE n.source = $1 AND NOT ${IS_OUT}) AS "onlyThere!",
      (SELECT count(*)::int FROM (${ONLY_HERE}) h) AS "onlyHere!"`,
  both: `
    SELECT n.recipient_key AS "recipientKey", n.masked FROM opt_out_source_number n
    WHERE n.source = $1 AND n.recipient_key > $3 AND ${IS_OUT} ORDER BY n.recipient_key LIMIT $4`,
  onlyThere: `
    SELECT n.recipient_key AS "recipientKey", n.masked FROM opt_out_source_number n
    WHERE n.source = $1 AND n.recipient_key > $3 AND NOT ${IS_OUT} ORDER BY n.recipient_key LIMIT $4`,
  onlyHere: `
    SELECT h.recipient_key AS "recipientKey", NULL::text AS masked FROM (${ONLY_HERE}) h WHERE h.recipient_key > $3 ORDER BY h.recipient_key LIMIT $4`,
  eraseRecipient: 'DELETE FROM opt_out_source_number WHERE recipient_key = $1',
});
