import { rowsOf, statements } from '@stopsms/persistence';
import { asOneValue } from '../one-value';
import { BATCH } from '../seals.store';
import type { LegacySql } from './legacy.sql';

/** Leaves of a batch, in order; `entries` are separated by spaces. */
export const LEAVES = rowsOf('message_id uuid', 'hash bytea', 'consents bytea', 'entries text');

/** Messages that are sealed in one batch, at most. */
const BATCH_SIZE = 10_000;

export const LEGACY_SQL = statements<LegacySql>({
  known: `
    SELECT message_id AS id, ARRAY(SELECT jsonb_object_keys(decisions)) AS attempts, outcomes
    FROM message_before WHERE message_id = ANY($1::uuid[])`,
  load: `
    SELECT message_id AS "messageId", advertiser_id AS "advertiserId", campaign_id AS "campaignId", category,
      recipient_key AS "recipientKey", region, traceparent, requested_at AS "requestedAt", decisions, outcomes,
      made_in_generation AS "madeIn"
    FROM message_before WHERE message_id = ANY($1::uuid[])`,
  lastSeals: `
    SELECT DISTINCT ON (message_id) message_id AS id, encode(hash, 'hex') AS hash, entries, consents
    FROM proof_leaf WHERE message_id = ANY($1::uuid[]) ORDER BY message_id, seq DESC`,
  seals: `
    SELECT l.message_id AS id, l.position, l.entries, encode(l.hash, 'hex') AS leaf, ${BATCH}
    FROM proof_leaf l JOIN proof_batch b ON b.seq = l.seq LEFT JOIN proof_day d ON d.day = b.day
    WHERE l.message_id = ANY($1::uuid[]) ORDER BY l.seq`,
  leaves: asOneValue('SELECT hash, position AS nth FROM proof_leaf WHERE seq = $1'),
  keepLeaves: `
    INSERT INTO proof_leaf (seq, position, message_id, hash, consents, entries)
    SELECT $1, l.n - 1, l.message_id, l.hash, l.consents, l.entries FROM ${LEAVES.as('l', 2, { ordinality: 'n' })}`,
  waiting: 'SELECT count(*)::float8 AS waiting FROM proof_queue',
  takeChanged: `
    WITH taken AS MATERIALIZED (
      SELECT DISTINCT message_id FROM (SELECT message_id FROM proof_queue LIMIT ${BATCH_SIZE}) q
    ), removed AS (
      DELETE FROM proof_queue q USING taken t WHERE q.message_id = t.message_id
    )
    SELECT message_id AS id FROM taken`,
});
