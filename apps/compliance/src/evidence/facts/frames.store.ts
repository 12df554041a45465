import { rowsOf, statements } from '@stopsms/persistence';
import type { FramesSql } from './frames.sql';

/** Frames to read. */
export const FRAMES = rowsOf('position bigint', 'day date');
/** Messages by their home and their number there. */
export const HOMES = rowsOf('home bigint', 'number int');
/** Homes of messages of which a frame has facts; `members` has a bit for each. */
export const LINKS = rowsOf('home bigint', 'members bytea');

/** SQL: a position for each leaf of a frame, so that each row counts as its number of leaves. */
const POSITIONS = `decode(repeat(encode(int8send(position), 'hex'), count), 'hex')`;

export const FRAMES_SQL = statements<FramesSql>({
  insert: 'INSERT INTO fact_frame (position, day, count, facts, hashes, own) VALUES ($1, $2, $3, $4, $5, $6)',
  link: `
    INSERT INTO fact_link (home, position, day, members) SELECT l.home, $3::bigint, $4::date, l.members FROM ${LINKS.as('l')}`,
  linked: `
    SELECT DISTINCT l.position, l.day::text FROM fact_link l JOIN ${HOMES.as('h')} ON h.home = l.home
    WHERE l.day BETWEEN $3 AND $4 AND CASE WHEN length(l.members) * 8 > h.number THEN get_bit(l.members, h.number) = 1 ELSE false END`,
  // Days are given besides, so that a statement opens no other partition.
  read: `
    SELECT f.position, f.day::text, f.facts, f.hashes, f.own
    FROM fact_frame f JOIN ${FRAMES.as('w')} ON w.position = f.position AND w.day = f.day
    WHERE f.day BETWEEN $3 AND $4`,
  // A page of those behind position $3.
  ofDays: `
    SELECT f.position, f.day::text, f.facts, f.hashes, f.own FROM fact_frame f
    WHERE f.day BETWEEN $1 AND $2 AND f.position > $3 ORDER BY f.position LIMIT $4`,
  // Writers of facts from one partition of a topic take turns: two replicas may both think that it is theirs.
  takeTurns: `SELECT pg_advisory_xact_lock($1, hashtext(current_schema() || s)) FROM unnest($2::text[]) AS s`,
  start: `SELECT 1000 * extract(epoch FROM at - now())::float8 AS "inMs!" FROM frame_start`,
  nextPosition: `SELECT nextval('fact_position') AS "position!"`,
  // The next three read \`fact_frame\` as FACTS_SQL reads \`fact\`: a row has several leaves.
  unsealed: 'SELECT coalesce(sum(count), 0)::float8 AS "waiting!" FROM fact_frame WHERE position > $1 AND day >= $2',
  toSeal: `
    SELECT f.day::text AS "day!", f.position AS "position!", f.hashes AS "hash!"
    FROM (
      SELECT day, position, hashes, sum(count) OVER (ORDER BY position, day) - count AS before FROM fact_frame
      WHERE position > $1 AND position <= $2 AND day >= $3) f
    WHERE f.before < $4 ORDER BY f.position`,
  leaves: `
    SELECT string_agg(hashes, ''::bytea ORDER BY position) AS bytes, string_agg(${POSITIONS}, ''::bytea ORDER BY position) AS positions
    FROM fact_frame WHERE day = $1 AND position > $2 AND position <= $3`,
});
