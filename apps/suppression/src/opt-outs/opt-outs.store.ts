import { rowsOf, statements } from '@stopsms/persistence';
import type { OptOutsSql } from './opt-outs.sql';

/** Entries of the list, by key. */
export const ENTRIES = rowsOf('recipient_key text', 'scope text');
/** Accounts of a legal entity, and until when an opt-out to them counts; epoch ms. */
export const SHARED = rowsOf('account text', 'until float8 null');
/** Opt-outs to begin; `at` in epoch ms. */
export const EPISODES = rowsOf(
  'recipient_key text',
  'scope text',
  'episode_id uuid',
  'source text',
  'evidence_id text',
  'at float8',
);
/** Opt-outs that end; instants in epoch ms. */
export const ENDED = rowsOf(
  'recipient_key text',
  'scope text',
  'source text',
  'evidence_id text',
  'at float8',
  'accepted_at float8 null',
);
/** Requests to record; instants in epoch ms. */
export const EVENTS = rowsOf(
  'cause_id uuid',
  'recipient_key text',
  'scope text',
  'change text',
  'episode_id uuid',
  'source text',
  'evidence_id text',
  'reason text',
  'at float8',
  'recorded_by text null',
  'document jsonb null',
  'accepted_at float8 null',
);

/** SQL: epoch ms of an instant. */
const ms = (instant: string): string => `(round(extract(epoch FROM ${instant}) * 1000))::float8`;

const ENTRY = `recipient_key AS "recipientKey", scope, state, episode_id AS "episodeId", source, evidence_id AS "evidenceId", since`;
const EVENT = `change, scope, source, evidence_id AS "evidenceId", reason, recorded_by AS by, document, at, recorded_at AS "recordedAt"`;
/** SQL: scopes that concern an advertiser, given as a parameter. */
const concerns = (advertiser: string) => `(scope = '*' OR scope = ${advertiser} OR scope LIKE ${advertiser} || '/%')`;

/** SQL: entries joined with distinct keys. Everything that locks several does so in this order. */
const OF_KEYS = `FROM opt_out o JOIN (SELECT DISTINCT * FROM ${ENTRIES.as('r')}) r
  ON o.recipient_key = r.recipient_key AND o.scope = r.scope`;
const IN_ORDER = `ORDER BY o.recipient_key COLLATE "C", o.scope COLLATE "C"`;

/**
 * SQL: true if a request changes nothing: an episode goes on, and a return holds against a request that is older by event time; clocks
 * differ by 5 s, and within that the opt-out wins (docs/law/opt-outs.md#race). `since` is the instant of the person's own act,
 * out or back.
 */
const STAYS = `(o.state = 'out' OR o.since > excluded.since + interval '5 seconds')`;

/** SQL: the latest of an opt-out and of the requests that repeated it, by a column of theirs. */
const latestStop = (instant: string): string => `greatest(o.since, (
  SELECT max(${instant}) FROM opt_out_event e
  WHERE e.recipient_key = o.recipient_key AND e.scope = o.scope AND e.change <> 'returned'))`;

export const OPT_OUTS_SQL = statements<OptOutsSql>({
  page: `
    SELECT ${ENTRY} FROM opt_out
    WHERE ($1::text IS NULL OR recipient_key = $1)
      AND ($2::text IS NULL OR ${concerns('$2')})
      AND ($3::text IS NULL OR (recipient_key, scope) > ($3, $4))
    ORDER BY recipient_key, scope LIMIT $5`,
  ofShared: `
    SELECT ${ENTRY} FROM opt_out o JOIN ${SHARED.as('s', 2)} ON s.account = o.scope
    WHERE recipient_key = $1 AND state = 'out' AND (s.until IS NULL OR since <= to_timestamp(s.until / 1000))
    ORDER BY since`,
  // One lower bound alone, because PostgreSQL starts its scan at one of several and may choose the far one.
  between: `
    SELECT ${ENTRY} FROM opt_out
    WHERE (scope COLLATE "C", recipient_key COLLATE "C") > ($1, $2) AND scope COLLATE "C" <= $3
    ORDER BY scope COLLATE "C", recipient_key COLLATE "C" LIMIT $4`,
  eventsOfRecipient: `
    SELECT ${EVENT} FROM opt_out_event WHERE recipient_key = $1 ORDER BY at DESC, recorded_at DESC LIMIT $2`,
  eventsOfAdvertiser: `
    SELECT ${EVENT} FROM opt_out_event WHERE recipient_key = $1 AND ${concerns('$2')}
    ORDER BY at DESC, recorded_at DESC LIMIT 100`,
  state: 'SELECT state FROM opt_out WHERE recipient_key = $1 AND scope = $2',
  lockState: 'SELECT state FROM opt_out WHERE recipient_key = $1 AND scope = $2 FOR UPDATE',
  isOut: `SELECT true AS "isOut" FROM opt_out WHERE recipient_key = $1 AND scope = ANY($2::text[]) AND state = 'out' LIMIT 1`,
  outAmong: `
    SELECT recipient_key AS "recipientKey", scope FROM opt_out
    WHERE recipient_key = ANY($1::text[]) AND scope = ANY($2::text[]) AND state = 'out'`,
  any: 'SELECT true AS any FROM opt_out LIMIT 1',
  lock: `
    SELECT o.recipient_key AS "recipientKey", o.scope, o.state, o.episode_id AS "episodeId", ${ms('o.since')} AS "at!",
      ${ms('coalesce(o.accepted_at, o.since)')} AS "acceptedAt!"
    ${OF_KEYS} ${IN_ORDER} FOR UPDATE OF o`,
  lockOut: `SELECT o.recipient_key AS "recipientKey", o.scope ${OF_KEYS} WHERE o.state = 'out' ${IN_ORDER} FOR UPDATE OF o`,
  lockOfRecipient: 'SELECT scope FROM opt_out WHERE recipient_key = $1 ORDER BY scope COLLATE "C" FOR UPDATE',
  recorded: `
    SELECT cause_id AS "causeId", recipient_key AS "recipientKey", scope FROM opt_out_event WHERE cause_id = ANY($1::uuid[])`,
  isReturnRecorded: `SELECT true AS recorded FROM opt_out_event WHERE cause_id = $1 AND change = 'returned' LIMIT 1`,
  begin: `
    INSERT INTO opt_out AS o (recipient_key, scope, state, episode_id, source, evidence_id, since)
    SELECT r.recipient_key, r.scope, 'out', r.episode_id, r.source, r.evidence_id, to_timestamp(r.at / 1000.0)
    FROM ${EPISODES.as('r')}
    ON CONFLICT (recipient_key, scope) DO UPDATE SET
      state = CASE WHEN ${STAYS} THEN o.state ELSE 'out' END,
      episode_id = CASE WHEN ${STAYS} THEN o.episode_id ELSE excluded.episode_id END,
      source = CASE WHEN ${STAYS} THEN o.source ELSE excluded.source END,
      evidence_id = CASE WHEN ${STAYS} THEN o.evidence_id ELSE excluded.evidence_id END,
      since = CASE WHEN ${STAYS} THEN o.since ELSE excluded.since END
    RETURNING recipient_key AS "recipientKey", scope, episode_id AS "episodeId", state`,
  append: `
    INSERT INTO opt_out_event (cause_id, recipient_key, scope, change, episode_id, source, evidence_id, reason, at, recorded_by,
      document, accepted_at, recorded_at)
    SELECT e.cause_id, e.recipient_key, e.scope, e.change, e.episode_id, e.source, e.evidence_id, e.reason,
      to_timestamp(e.at / 1000.0), e.recorded_by, e.document, to_timestamp(e.accepted_at / 1000.0), to_timestamp($13 / 1000.0)
    FROM ${EVENTS.as('e')}
    ON CONFLICT DO NOTHING RETURNING cause_id AS "causeId", recipient_key AS "recipientKey", scope`,
  stops: `
    SELECT o.recipient_key AS "recipientKey", o.scope, o.episode_id AS "episodeId", ${ms(latestStop('e.at'))} AS "stoppedAt!",
      ${ms(latestStop('coalesce(e.accepted_at, e.at)'))} AS "stopAcceptedAt!",
      EXISTS (SELECT FROM opt_out a WHERE a.recipient_key = o.recipient_key AND a.scope = '*' AND a.state = 'out') AS "everywhere!"
    FROM opt_out o JOIN ${ENTRIES.as('r')} ON o.recipient_key = r.recipient_key AND o.scope = r.scope`,
  end: `
    UPDATE opt_out o SET state = 'back', source = r.source, evidence_id = r.evidence_id, since = to_timestamp(r.at / 1000.0),
      accepted_at = to_timestamp(r.accepted_at / 1000.0)
    FROM ${ENDED.as('r')} WHERE o.recipient_key = r.recipient_key AND o.scope = r.scope`,
  countOfRecipient: 'SELECT count(*)::int AS "count!" FROM opt_out WHERE recipient_key = $1',
  deleteOfRecipient: 'DELETE FROM opt_out WHERE recipient_key = $1',
  deleteEventsOfRecipient: 'DELETE FROM opt_out_event WHERE recipient_key = $1',
  keysFrom: `
    SELECT recipient_key AS "recipientKey", scope FROM opt_out WHERE (scope COLLATE "C", recipient_key COLLATE "C") > ($1, $2)
    ORDER BY scope COLLATE "C", recipient_key COLLATE "C" LIMIT $3`,
  share: `
    SELECT o.recipient_key AS "recipientKey", o.scope, o.state, o.episode_id AS "episodeId", o.source,
      o.evidence_id AS "evidenceId", ${ms('o.since')} AS "at!"
    ${OF_KEYS} ${IN_ORDER} FOR SHARE OF o`,
});
