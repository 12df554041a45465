import { rowsOf, statements } from '@stopsms/persistence';
import { asOneValue } from '../one-value';
import { KINDS } from './fact';
import type { FactsSql } from './facts.sql';

/** Messages that are decided on for the first time, and the day (UTC) of that. */
export const ASKED = rowsOf('id uuid', 'day date');
/** Facts of the first day after an upgrade, a row each; instants are epoch ms. */
export const FACTS = rowsOf(
  'message_id uuid',
  'day date',
  'kind smallint',
  'attempt smallint',
  'at float8',
  'recipient bytea null',
  'generation smallint null',
  'context bytea null',
  'reading bytea null',
  'consent_id uuid null',
  'own text null',
  'previous bytea null',
  'hash bytea',
);
/** Contexts that decisions share; `content` is JSON. */
export const CONTEXTS = rowsOf('hash bytea', 'content jsonb');

const DECISION = KINDS.indexOf('decision');

export const FACTS_SQL = statements<FactsSql>({
  // One position for all, that of the frame which becomes their home; none unless $3.
  ask: `
    WITH p AS MATERIALIZED (SELECT CASE WHEN $3 THEN nextval('fact_position') END AS position)
    INSERT INTO asked (message_id, day, number, home)
    SELECT m.id, m.day, CASE WHEN $3 THEN m.number - 1 END, p.position FROM ${ASKED.as('m', 1, { ordinality: 'number' })}, p
    ON CONFLICT DO NOTHING RETURNING message_id AS id, home`,
  asked: 'SELECT message_id AS id, day::text, home, number FROM asked WHERE message_id = ANY($1::uuid[])',
  // Two writers may be the first to frame facts of a message that has rows alone: the home of the earlier one counts. In the order of the ids.
  setHome: `
    WITH wanted AS (SELECT w.id, w.number - 1 AS number FROM unnest($1::uuid[]) WITH ORDINALITY AS w(id, number)),
      locked AS (SELECT message_id FROM asked WHERE message_id = ANY($1::uuid[]) ORDER BY message_id FOR UPDATE)
    UPDATE asked a SET home = coalesce(a.home, $2), number = coalesce(a.number, w.number::smallint)
    FROM locked l JOIN wanted w ON w.id = l.message_id WHERE a.message_id = l.message_id
    RETURNING a.message_id AS id, a.home AS "home!", a.number AS "number!"`,
  keepContexts: `
    INSERT INTO fact_context (hash, content) SELECT c.hash, c.content FROM ${CONTEXTS.as('c')}
    WHERE NOT EXISTS (SELECT 1 FROM fact_context k WHERE k.hash = c.hash)
    ON CONFLICT DO NOTHING`,
  contexts: 'SELECT hash, content FROM fact_context WHERE hash = ANY($1::bytea[])',
  insert: `
    INSERT INTO fact (message_id, day, kind, attempt, at, recipient, generation, context, reading, consent_id, own, previous, hash)
    SELECT f.message_id, f.day, f.kind, f.attempt, to_timestamp(f.at / 1000.0), f.recipient, f.generation, f.context, f.reading, f.consent_id,
      f.own, f.previous, f.hash
    FROM ${FACTS.as('f')}`,
  // The next four read facts that are a row each; others are in frames.
  known: `
    SELECT message_id AS "messageId", kind, attempt, context, reading, hash,
      CASE WHEN kind = ${KINDS.indexOf('submitted')} THEN own ELSE '{}' END AS "own!"
    FROM fact WHERE message_id = ANY($1::uuid[]) AND day BETWEEN $2 AND $3 ORDER BY position`,
  load: `
    SELECT f.message_id AS id, f.position, f.day::text, f.kind, f.attempt, f.at, f.recipient, f.generation, c.content AS context, f.reading,
      f.consent_id AS "consentId", f.own AS "own!", encode(f.previous, 'hex') AS previous, encode(f.hash, 'hex') AS hash
    FROM fact f LEFT JOIN fact_context c ON c.hash = f.context
    WHERE f.message_id = ANY($1::uuid[]) AND f.day BETWEEN $2 AND $3 ORDER BY f.position`,
  // First decision on each message from $1 to $2 in the regions $3; $4 and $5 are the days.
  past: `
    SELECT f.message_id AS id, c.content ->> 'region' AS "region!", c.content -> 'category' AS "category!: PastCategory",
      c.content AS "context!: PastContext", f.own AS "own!", f.at, f.consent_id AS "consentId", f.reading
    FROM fact f JOIN fact_context c ON c.hash = f.context
    WHERE f.kind = ${DECISION} AND f.attempt = 1 AND f.day BETWEEN $4 AND $5
      AND f.at >= to_timestamp($1 / 1000.0) AND f.at < to_timestamp($2 / 1000.0) AND c.content ->> 'region' = ANY($3::text[])`,
  advertiserOf: `
    SELECT c.content ->> 'advertiserId' AS "advertiserId" FROM fact f JOIN fact_context c ON c.hash = f.context
    WHERE f.message_id = $1 AND f.day = $2 AND f.kind = ${DECISION} AND f.attempt = 1`,
  // The next three read `fact` as AUDIT_EVENTS_SQL reads `audit_event`.
  unsealed: 'SELECT count(*)::float8 AS waiting FROM fact WHERE position > $1 AND day >= $2',
  toSeal:
    'SELECT day::text, position, hash FROM fact WHERE position > $1 AND position <= $2 AND day >= $3 ORDER BY position LIMIT $4',
  leaves: asOneValue('SELECT hash, position AS nth FROM fact WHERE day = $1 AND position > $2 AND position <= $3'),
  lockForWriting: 'SELECT pg_advisory_xact_lock_shared($1, hashtext(current_schema()))',
  lastPosition: `SELECT CASE WHEN is_called THEN last_value ELSE 0 END::text AS position FROM fact_position`,
  writers: `
    SELECT virtualtransaction AS "writer!" FROM pg_locks
    WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
      AND classid = $1::oid AND objid = (hashtext(current_schema())::bigint & 4294967295)::oid AND objsubid = 2
      AND ($2::text[] IS NULL OR virtualtransaction = ANY($2))`,
});
