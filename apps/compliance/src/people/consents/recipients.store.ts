import { rowsOf, statements } from '@stopsms/persistence';
import type { RecipientsSql } from './recipients.sql';

/** Recipients and the advertiser, or `*`, that something is said to. */
export const SCOPES = rowsOf('recipient_key text', 'scope text');
/** Ends of all episodes of a scope; instants are epoch ms. */
export const RETURNS = rowsOf('recipient_key text', 'scope text', 'at float8');
/** Episodes of opt-outs; instants are epoch ms. */
export const EPISODES = rowsOf(
  'recipient_key text',
  'scope text',
  'episode_id uuid',
  'state text',
  'at float8',
  'source text',
  'evidence_id text',
);
/** States of numbers; instants are epoch ms. */
export const NUMBER_STATES = rowsOf(
  'recipient_key text',
  'state text',
  'since float8',
  'provider text',
  'error text null',
);
/** Adverts that were submitted; instants are epoch ms. */
export const ADVERTS = rowsOf('id uuid', 'recipient_key text', 'advertiser_id text null', 'at float8');
/** Replies of people to advertisers; instants are epoch ms. */
export const CONTACTS = rowsOf('recipient_key text', 'advertiser_id uuid', 'at float8', 'reply_id uuid');

/**
 * SQL: true if a person had to do with an advertiser. Opt-outs from every advertiser, and faults of a number that other advertisers
 * met, are shown to an advertiser only of these people: its advert reached an operator for them within the longest cap, or they
 * answered it.
 * @param recipientKey - SQL of a text
 * @param advertiserId - SQL of a uuid
 */
export const isAcquainted = (recipientKey: string, advertiserId: string): string => `(
  EXISTS (SELECT FROM advert_reservation known WHERE known.recipient_key = ${recipientKey} AND known.advertiser_id = ${advertiserId}
    AND known.sent_at IS NOT NULL)
  OR EXISTS (SELECT FROM last_contact known WHERE known.recipient_key = ${recipientKey} AND known.advertiser_id = ${advertiserId})
  OR EXISTS (SELECT FROM opt_out known WHERE known.recipient_key = ${recipientKey} AND known.scope = ${advertiserId}::text))`;

export const RECIPIENTS_SQL = statements<RecipientsSql>({
  deleteNumberStates: 'DELETE FROM number_state WHERE recipient_key = ANY($1::text[])',
  setNumberStates: `
    INSERT INTO number_state (recipient_key, state, since, provider, error)
    SELECT s.recipient_key, s.state, to_timestamp(s.since / 1000.0), s.provider, s.error FROM ${NUMBER_STATES.as('s')}
    ON CONFLICT (recipient_key) DO UPDATE SET state = excluded.state, since = excluded.since,
      provider = excluded.provider, error = excluded.error`,
  setOptOuts: `
    INSERT INTO opt_out AS o (recipient_key, scope, episode_id, state, out_at, back_at, source, evidence_id)
    SELECT e.recipient_key, e.scope, e.episode_id, e.state,
      CASE WHEN e.state = 'out' THEN to_timestamp(e.at / 1000.0) END,
      CASE WHEN e.state = 'back' THEN to_timestamp(e.at / 1000.0) END,
      e.source, e.evidence_id
    FROM ${EPISODES.as('e')}
    ON CONFLICT (recipient_key, scope, episode_id) DO UPDATE SET
      state = excluded.state,
      out_at = coalesce(excluded.out_at, o.out_at),
      back_at = excluded.back_at`,
  endOptOuts: `
    UPDATE opt_out o SET state = 'back', back_at = to_timestamp(r.at / 1000.0) FROM ${RETURNS.as('r')}
    WHERE o.recipient_key = r.recipient_key AND o.scope = r.scope AND o.state = 'out'`,
  deleteOptOuts: `
    DELETE FROM opt_out o USING ${SCOPES.as('e')} WHERE o.recipient_key = e.recipient_key AND o.scope = e.scope`,
  // Adverts that left $5 ms or more after an opt-out that was in force then.
  lateAdverts: `
    SELECT s.id AS "id!" FROM ${ADVERTS.as('s')}
    WHERE EXISTS (
      SELECT 1 FROM opt_out o
      WHERE o.recipient_key = s.recipient_key AND o.scope IN ('*', s.advertiser_id)
        AND o.source IN ('sms', 'web') AND o.out_at < to_timestamp((s.at - $5) / 1000.0)
        AND (o.state = 'out' OR o.back_at > to_timestamp(s.at / 1000.0)))`,
  deleteContacts: `
    DELETE FROM last_contact c USING ${SCOPES.as('e')}
    WHERE c.recipient_key = e.recipient_key AND (e.scope = '*' OR e.scope = c.advertiser_id::text)`,
  setContacts: `
    INSERT INTO last_contact AS l (recipient_key, advertiser_id, at, reply_id)
    SELECT DISTINCT ON (c.recipient_key, c.advertiser_id) c.recipient_key, c.advertiser_id, to_timestamp(c.at / 1000.0), c.reply_id
    FROM ${CONTACTS.as('c')}
    ORDER BY c.recipient_key, c.advertiser_id, c.at DESC
    ON CONFLICT (recipient_key, advertiser_id) DO UPDATE SET at = excluded.at, reply_id = excluded.reply_id
    WHERE excluded.at > l.at`,
  // Deletes that come with this setting are erasures, which the ledger of consents takes.
  beginErasing: `SELECT set_config('stopsms.erasing', 'on', true)`,
  endErasing: `SELECT set_config('stopsms.erasing', '', true)`,
});
