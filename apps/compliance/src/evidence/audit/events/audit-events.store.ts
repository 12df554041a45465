import { rowsOf, statements } from '@stopsms/persistence';
import { asOneValue } from '../../one-value';
import type { AuditEventsSql } from './audit-events.sql';

/** Events to store; instants are epoch ms, lists are JSON, since arrays of lists in PostgreSQL have lists of one length. */
export const EVENTS = rowsOf(
  'id uuid',
  'day date',
  'at float8',
  'ended boolean',
  'kind text',
  'service text',
  'operation text',
  'actors text',
  'advertiser_id uuid null',
  'resources text',
  'recipients text',
  'status smallint null',
  'event text',
  'hash bytea',
);

const textsOf = (column: string) => `ARRAY(SELECT jsonb_array_elements_text(e.${column}::jsonb))`;
const ROW = `e.position, e.day::text, encode(e.hash, 'hex') AS hash, e.event`;
/** Events of one message's resources that are read at once. */
const MAX_ACTS = 2_000;

export const AUDIT_EVENTS_SQL = statements<AuditEventsSql>({
  insert: `
    INSERT INTO audit_event (id, day, at, ended, kind, service, operation, actors, advertiser_id, resources, recipients, status, event, hash)
    SELECT e.id, e.day, to_timestamp(e.at / 1000.0), e.ended, e.kind, e.service, e.operation, ${textsOf('actors')}, e.advertiser_id,
      ${textsOf('resources')}, ${textsOf('recipients')}, e.status, e.event, e.hash
    FROM ${EVENTS.as('e')}
    ON CONFLICT DO NOTHING`,
  ofPositions: `SELECT ${ROW} FROM audit_event e WHERE e.day = $1 AND e.position > $2 AND e.position <= $3 ORDER BY e.position`,
  eventsOn: `
    SELECT ${ROW} FROM audit_event e
    WHERE e.resources && $1::text[] AND e.ended AND e.kind = 'act' AND e.status BETWEEN 200 AND 299 AND e.day BETWEEN $2 AND $3
    ORDER BY e.position LIMIT ${MAX_ACTS}`,
  // Each act once: as it ended, or as it began while no record reports its end. A statement is planned with its parameters, so that one
  // that is null costs nothing and hides no index.
  search: `
    SELECT ${ROW} FROM audit_event e
    WHERE e.day BETWEEN $1 AND $2 AND e.at >= to_timestamp($3::float8 / 1000.0) AND e.at < to_timestamp($4::float8 / 1000.0)
      AND (e.ended OR NOT EXISTS (SELECT FROM audit_event d WHERE d.id = e.id AND d.ended AND d.day BETWEEN e.day AND e.day + 1))
      AND ($5::text IS NULL OR e.actors @> ARRAY[$5::text]) AND ($6::uuid IS NULL OR e.advertiser_id = $6)
      AND ($7::text IS NULL OR e.resources @> ARRAY[$7::text]) AND ($8::text[] IS NULL OR e.recipients && $8)
      AND ($9::text IS NULL OR e.service = $9) AND ($10::text IS NULL OR e.operation = $10) AND ($11::text IS NULL OR e.kind = $11)
      AND (NOT $12::boolean OR NOT e.ended) AND ($13::int IS NULL OR e.status BETWEEN $13 AND $14::int)
      AND ($15::float8 IS NULL OR (e.at, e.id) < (to_timestamp($15 / 1000.0), $16::uuid))
    ORDER BY e.at DESC, e.id DESC LIMIT $17`,
  // The next three read `audit_event` as FACTS_SQL reads `fact`.
  unsealed: 'SELECT count(*)::float8 AS waiting FROM audit_event WHERE position > $1 AND day >= $2',
  toSeal:
    'SELECT day::text, position, hash FROM audit_event WHERE position > $1 AND position <= $2 AND day >= $3 ORDER BY position LIMIT $4',
  leaves: asOneValue(
    'SELECT hash, position AS nth FROM audit_event WHERE day = $1 AND position > $2 AND position <= $3',
  ),
});

/** A row of `audit_event`; `hash` is hexadecimal, `event` JSON. */
export type AuditEventRow = AuditEventsSql['ofPositions']['row'];
