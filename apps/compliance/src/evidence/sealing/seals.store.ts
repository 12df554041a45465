import { rowsOf, statements } from '@stopsms/persistence';
import { asOneValue } from '../one-value';
import type { SealsSql } from './seals.sql';

/** Facts or audit events whose seals are wanted. */
export const SEALED = rowsOf('day date', 'position bigint');

const hex = (column: string): string => `encode(${column}, 'hex')`;

/** SQL: columns of a `proof_batch b` with its `proof_day d`; those of the day are null until it is over, as `firstSeq` is. */
const BATCH = `b.seq, b.day::text, b.sealed_at AS "sealedAt", b.count, ${hex('b.root')} AS root,
  ${hex('b.previous')} AS previous, ${hex('b.head')} AS head, b.key_id AS "keyId", b.signature, d.key_id AS "dayKeyId",
  d.signature AS "daySignature", d.first_seq AS "firstSeq", d.batches AS "batches!",
  ${hex('d.root')} AS "dayRoot!", ${hex('d.previous')} AS "dayPrevious", ${hex('d.head')} AS "dayHead!"`;

export const SEALS_SQL = statements<SealsSql>({
  lock: 'SELECT pg_try_advisory_xact_lock($1) AS taken',
  addBatch: `
    INSERT INTO proof_batch (seq, day, sealed_at, count, root, previous, head, facts_of, after_position, to_position, leaves, key_id, signature)
    VALUES ($1, $2, $3, $4, decode($5, 'hex'), decode($6, 'hex'), decode($7, 'hex'), $8, $9, $10, $11, $12, $13)`,
  lastBatch: `
    SELECT b.seq, b.day::text, b.sealed_at AS "sealedAt", ${hex('b.head')} AS head,
      (SELECT ${hex('d.head')} FROM proof_day d WHERE d.day = b.day) AS "dayHead"
    FROM proof_batch b ORDER BY b.seq DESC LIMIT 1`,
  lastStretch: `
    SELECT to_position AS position, facts_of::text AS "day!" FROM proof_batch
    WHERE to_position IS NOT NULL AND leaves = $1 ORDER BY seq DESC LIMIT 1`,
  batchesOf: `
    SELECT DISTINCT ON (b.seq) b.facts_of::text AS "factsOf", b.after_position AS after, b.to_position AS to, ${BATCH}
    FROM ${SEALED.as('f')}
    JOIN proof_batch b ON b.leaves = $3 AND b.facts_of = f.day AND f.position > b.after_position AND f.position <= b.to_position
    LEFT JOIN proof_day d ON d.day = b.day ORDER BY b.seq`,
  auditBatches: `
    SELECT seq, facts_of::text AS day, after_position AS "after!", to_position AS "to!", count, ${hex('root')} AS root
    FROM proof_batch WHERE leaves = 'audit_event' AND facts_of BETWEEN $1 AND $2 ORDER BY facts_of DESC, seq`,
  latestHead: `
    SELECT seq, day::text, sealed_at AS "sealedAt", count, ${hex('root')} AS root, ${hex('previous')} AS previous, ${hex('head')} AS head,
      key_id AS "keyId", signature
    FROM proof_batch ORDER BY seq DESC LIMIT 1`,
  headsOfDay: 'SELECT seq, head FROM proof_batch WHERE day = $1 ORDER BY seq',
  leavesOfDay: asOneValue('SELECT head AS hash, seq AS nth FROM proof_batch WHERE day = $1'),
  lastDayHead: `SELECT ${hex('head')} AS head FROM proof_day ORDER BY day DESC LIMIT 1`,
  closeDay: `
    INSERT INTO proof_day (day, first_seq, batches, root, previous, head, key_id, signature)
    VALUES ($1, $2, $3, decode($4, 'hex'), decode($5, 'hex'), decode($6, 'hex'), $7, $8)`,
  days: `
    SELECT day::text, first_seq AS "firstSeq", batches, ${hex('root')} AS root, ${hex('previous')} AS previous, ${hex('head')} AS head,
      key_id AS "keyId", signature
    FROM proof_day WHERE day BETWEEN $1 AND $2 ORDER BY day LIMIT $3`,
});
