import { rowsOf, statements } from '@stopsms/persistence';
import { SCOPES, isAcquainted } from './recipients.store';
import type { ConsentsSql } from './consents.sql';
import { SKEW_MS } from './judge-consent-status';

/** Consents to record; instants are epoch ms, `evidence` is JSON. */
export const CONSENTS = rowsOf(
  'id uuid',
  'recipient_key text',
  'advertiser_id uuid',
  'basis text',
  'granted_at float8',
  'source text',
  'wording text',
  'collected_by text',
  'own_act boolean',
  'evidence jsonb',
  'digest bytea',
);
/** Digests of consents that were recorded without. */
export const DIGESTS = rowsOf('id uuid', 'digest text');
/** Withdrawals to record; instants are epoch ms. */
export const WITHDRAWALS = rowsOf(
  'id uuid',
  'recipient_key text',
  'advertiser_id uuid',
  'at float8',
  'source text',
  'reason text',
);
/** Numbers of people who texted START. */
export const START_NUMBERS = rowsOf('consent_id uuid', 'recipient_key text', 'msisdn text', 'region text', 'code text');
/** STARTs whose earlier consents are wanted; instants are epoch ms. */
export const STARTS = rowsOf('recipient_key text', 'advertiser_id uuid', 'at float8');
/** Recipients whose status towards an advertiser is wanted; `months` and `shared` are JSON. */
export const RECIPIENTS = rowsOf(
  'key text',
  'advertiser uuid',
  'advert boolean',
  'bases text',
  'obeys_advertiser boolean',
  'months jsonb',
  'usual int',
  'shared jsonb null',
);

/** SQL: true for the person's START from the handset, which we saw ourselves; others are reported to us. */
const IS_START = `own_act AND evidence ? 'replyId'`;

const CONSENT = `c.consent_id AS id, c.advertiser_id AS "advertiserId", c.basis, c.granted_at AS "grantedAt", c.source, c.wording,
  c.collected_by AS "collectedBy", c.evidence, c.recorded_at AS "recordedAt", x.acts AS "acts: Acts"`;

/** SQL: PostgreSQL counts in microseconds; ours are whole milliseconds. */
const epochMs = (column: string): string => `round(extract(epoch FROM ${column}) * 1000)::float8`;
const SKEW = `interval '${SKEW_MS} milliseconds'`;
/** Nobody opts out and returns more often. */
const MAX_ACTS = 200;

/**
 * SQL: acts of the person about this advertiser since a consent `c`, and opt-outs in force then, as `chainOf` takes them.
 * @param isWhole - SQL of a boolean: with opt-outs from everybody, whether or not the person had to do with the advertiser
 */
const acts = (isWhole: string) => `LEFT JOIN LATERAL (
  SELECT json_agg(act) AS acts FROM (
    SELECT 'opt-out' AS kind, ${epochMs('out_at')} AS at, episode_id AS id, scope, ${epochMs('back_at')} AS "backAt", false AS "isStart"
    FROM opt_out WHERE recipient_key = c.recipient_key AND scope IN ('*', c.advertiser_id::text)
      AND (scope <> '*' OR ${isWhole} OR ${isAcquainted('c.recipient_key', 'c.advertiser_id')})
      AND (out_at >= c.granted_at - ${SKEW} OR out_at < c.granted_at AND coalesce(back_at, 'infinity') > c.granted_at)
    UNION ALL
    SELECT 'withdrawal', ${epochMs('withdrawn_at')}, withdrawal_id, NULL, NULL, false
    FROM consent_withdrawal WHERE recipient_key = c.recipient_key AND advertiser_id = c.advertiser_id
      AND withdrawn_at >= c.granted_at - ${SKEW}
    UNION ALL
    SELECT 'consent', ${epochMs('granted_at')}, consent_id, NULL, NULL, ${IS_START}
    FROM consent WHERE recipient_key = c.recipient_key AND advertiser_id = c.advertiser_id AND own_act
      AND (granted_at > c.granted_at OR ${IS_START})
    ORDER BY at LIMIT ${MAX_ACTS}) act) x ON true`;

/**
 * SQL: an opt-out from another account whose opt-outs hold here too. One that a START to that account ended has still taken the consent
 * to this one: the person came back to whom the START was for.
 */
const IS_SHARED = `(q.shared ? scope AND (q.shared -> scope = 'null' OR out_at <= to_timestamp((q.shared ->> scope)::float8 / 1000)))`;

/** SQL: of several consents that one counts which ends last: an inquiry of today hides no older consent that outlives it. */
const ENDS = `CASE WHEN q.months -> basis IS NULL THEN greatest(granted_at, l.at) + make_interval(months => q.usual)
  ELSE granted_at + make_interval(months => (q.months ->> basis)::int) END`;

export const CONSENTS_SQL = statements<ConsentsSql>({
  record: `
    INSERT INTO consent (consent_id, recipient_key, advertiser_id, basis, granted_at, source, wording, collected_by, own_act, evidence, recorded_at, digest)
    SELECT c.id, c.recipient_key, c.advertiser_id, c.basis, to_timestamp(c.granted_at / 1000.0), c.source, c.wording, c.collected_by, c.own_act,
      c.evidence, to_timestamp($12 / 1000.0), c.digest
    FROM ${CONSENTS.as('c')}
    ON CONFLICT (consent_id) DO NOTHING RETURNING consent_id AS id`,
  page: `
    SELECT ${CONSENT} FROM consent c ${acts('$6::boolean')}
    WHERE c.recipient_key = $1 AND ($2::uuid IS NULL OR c.advertiser_id = $2)
      AND ($3::timestamptz IS NULL OR (c.granted_at, c.consent_id) < ($3, $4::uuid))
    ORDER BY c.granted_at DESC, c.consent_id DESC LIMIT $5`,
  byIds: `SELECT ${CONSENT} FROM consent c ${acts('false')} WHERE c.consent_id = ANY($1::uuid[]) ORDER BY c.granted_at`,
  sealed: `
    SELECT consent_id AS id, recipient_key AS "recipientKey", advertiser_id AS "advertiserId", basis,
      granted_at AS "grantedAt", source, wording, collected_by AS "collectedBy", own_act AS "ownAct", evidence,
      recorded_at AS "recordedAt", encode(digest, 'hex') AS digest, made_in_generation AS "madeIn"
    FROM consent WHERE consent_id = ANY($1::uuid[])`,
  bases: 'SELECT consent_id AS id, basis, granted_at AS "grantedAt" FROM consent WHERE consent_id = ANY($1::uuid[])',
  setDigests: `
    UPDATE consent c SET digest = decode(d.digest, 'hex') FROM ${DIGESTS.as('d')} WHERE c.consent_id = d.id AND c.digest IS NULL`,
  erasedDigests: `SELECT consent_id AS id, encode(digest, 'hex') AS digest FROM consent_erased WHERE consent_id = ANY($1::uuid[])`,
  keepErasedDigests: `
    INSERT INTO consent_erased (consent_id, digest)
    SELECT c.consent_id, c.digest FROM consent c JOIN ${SCOPES.as('e')} ON c.recipient_key = e.recipient_key
    WHERE (e.scope = '*' OR e.scope = c.advertiser_id::text) AND c.digest IS NOT NULL
    ON CONFLICT DO NOTHING`,
  deleteConsents: `
    DELETE FROM consent c USING ${SCOPES.as('e')}
    WHERE c.recipient_key = e.recipient_key AND (e.scope = '*' OR e.scope = c.advertiser_id::text)`,
  deleteWithdrawals: `
    DELETE FROM consent_withdrawal c USING ${SCOPES.as('e')}
    WHERE c.recipient_key = e.recipient_key AND (e.scope = '*' OR e.scope = c.advertiser_id::text)`,
  // Which reply gave a consent, and which one it renews, says nothing of the person.
  eraseEvidence: `
    UPDATE consent c SET evidence = k.evidence FROM ${SCOPES.as('e')}, LATERAL (
      SELECT consent_id, (SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(evidence)
        WHERE key IN ('replyId', 'renews')) AS evidence
      FROM consent WHERE recipient_key = e.recipient_key AND (e.scope = '*' OR advertiser_id::text = e.scope)) k
    WHERE c.consent_id = k.consent_id AND c.evidence <> k.evidence`,
  withdraw: `
    INSERT INTO consent_withdrawal (withdrawal_id, recipient_key, advertiser_id, withdrawn_at, source, reason, recorded_at)
    SELECT w.id, w.recipient_key, w.advertiser_id, to_timestamp(w.at / 1000.0), w.source, w.reason, to_timestamp($7 / 1000.0)
    FROM ${WITHDRAWALS.as('w')}
    ON CONFLICT (withdrawal_id) DO NOTHING`,
  earlierThanStarts: `
    SELECT q.n::int, c.consent_id AS "consentId", c.basis, c.wording
    FROM ${STARTS.as('q', 1, { ordinality: 'n' })}
    JOIN LATERAL (
      SELECT * FROM consent c WHERE c.recipient_key = q.recipient_key AND c.advertiser_id = q.advertiser_id
        AND c.granted_at < to_timestamp(q.at / 1000.0)
        AND NOT EXISTS (SELECT FROM consent_withdrawal w
          WHERE w.recipient_key = q.recipient_key AND w.advertiser_id = q.advertiser_id AND w.withdrawn_at >= c.granted_at - ${SKEW})
      ORDER BY c.granted_at DESC LIMIT 1) c ON true`,
  startsAfterOptOuts: `
    SELECT o.recipient_key AS "recipientKey", o.scope AS "advertiserId", o.episode_id AS "episodeId", c.consent_id AS "consentId",
      ${epochMs('c.granted_at')} AS "grantedAt", c.evidence ->> 'replyId' AS "evidenceId!", n.msisdn, n.region, n.code
    FROM (SELECT DISTINCT * FROM ${SCOPES.as('q')}) q
    JOIN opt_out o ON o.recipient_key = q.recipient_key AND o.scope = q.scope AND o.state = 'out'
    JOIN LATERAL (
      SELECT * FROM consent c WHERE c.recipient_key = q.recipient_key AND c.advertiser_id::text = q.scope AND ${IS_START}
        AND c.granted_at > o.out_at + ${SKEW}
        AND NOT EXISTS (SELECT FROM consent_withdrawal w
          WHERE w.recipient_key = q.recipient_key AND w.advertiser_id = c.advertiser_id AND w.withdrawn_at >= c.granted_at - ${SKEW})
      ORDER BY c.granted_at DESC LIMIT 1) c ON true
    LEFT JOIN start_number n ON n.consent_id = c.consent_id`,
  keepStartNumbers: `
    INSERT INTO start_number (consent_id, recipient_key, msisdn, region, code, heard_at)
    SELECT s.consent_id, s.recipient_key, s.msisdn, s.region, s.code, to_timestamp($6 / 1000.0) FROM ${START_NUMBERS.as('s')}
    ON CONFLICT DO NOTHING`,
  deleteStartNumbersBefore: 'DELETE FROM start_number WHERE heard_at < to_timestamp($1 / 1000.0)',
  deleteStartNumbers: 'DELETE FROM start_number WHERE recipient_key = ANY ($1::text[])',
  // Status of recipients, in the order of the questions; $9: epoch ms, $10: whether strangers are looked up.
  statuses: `
    SELECT c.consent_id AS "consentId", ${epochMs('c.granted_at')} AS "grantedAt", c.basis, c.source, encode(c.digest, 'hex') AS digest,
      ${epochMs('a.at')} AS "actAt", ${epochMs('a.start_at')} AS "startAt", ${epochMs('l.at')} AS "lastContactAt", ${epochMs('w.at')} AS "withdrawnAt",
      o.scope, o.scope NOT IN ('*', q.advertiser::text) AS "isOthers", o.episode_id AS "episodeId", ${epochMs('o.out_at')} AS "outAt",
      s.state AS "numberState", ${epochMs('s.since')} AS "numberSince", s.provider,
      CASE WHEN $10 OR o.scope = '*' OR s.state IS NOT NULL THEN ${isAcquainted('q.key', 'q.advertiser')} END AS "isAcquainted"
    FROM ${RECIPIENTS.as('q', 1, { ordinality: 'n' })}
    LEFT JOIN last_contact l ON q.advert AND l.recipient_key = q.key AND l.advertiser_id = q.advertiser
    LEFT JOIN LATERAL (
      SELECT * FROM consent WHERE q.advert AND recipient_key = q.key AND advertiser_id = q.advertiser
        AND granted_at <= to_timestamp($9 / 1000.0)
      ORDER BY basis = ANY (string_to_array(q.bases, ' ')) DESC, ${ENDS} DESC, granted_at DESC LIMIT 1) c ON true
    LEFT JOIN number_state s ON s.recipient_key = q.key
    LEFT JOIN LATERAL (
      SELECT max(at) AS at FROM (
        SELECT withdrawn_at AS at FROM consent_withdrawal
        WHERE q.advert AND recipient_key = q.key AND advertiser_id = q.advertiser
        UNION ALL
        SELECT out_at FROM opt_out
        WHERE q.advert AND q.shared IS NOT NULL AND recipient_key = q.key AND state = 'back' AND ${IS_SHARED}) AS taken) w ON true
    LEFT JOIN LATERAL (
      SELECT * FROM opt_out WHERE recipient_key = q.key AND state = 'out'
        AND (scope = '*' OR q.obeys_advertiser AND (scope = q.advertiser::text OR ${IS_SHARED}))
      ORDER BY scope = '*' DESC, scope <> q.advertiser::text DESC, out_at DESC LIMIT 1) o ON true
    LEFT JOIN LATERAL (
      SELECT max(granted_at) AS at, max(granted_at) FILTER (WHERE ${IS_START}) AS start_at FROM consent
      WHERE (o.scope IS NOT NULL OR w.at IS NOT NULL) AND q.obeys_advertiser AND recipient_key = q.key
        AND advertiser_id = q.advertiser AND own_act AND granted_at <= to_timestamp($9 / 1000.0)) a ON true
    ORDER BY q.n`,
});
