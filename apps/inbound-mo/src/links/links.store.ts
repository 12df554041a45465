import { rowsOf, statements } from '@stopsms/persistence';
import { ERASURES, deleteOlderThan } from '../retention';
import type { LinksSql } from './links.sql';

/** Links that were sent in texts. */
export const SENT_LINKS = rowsOf(
  'token text',
  'recipient_key text',
  'msisdn text',
  'advertiser_id uuid',
  'campaign_id uuid null',
  'language text null',
  'at float8',
);

/** Returns of persons to an advertiser. */
export const RETURNS = rowsOf('recipient_key text', 'advertiser_id uuid', 'at float8');

/** SQL of unsubscribe links. */
export const LINKS_SQL = statements<LinksSql>({
  find: `
    SELECT token, recipient_key AS "recipientKey", msisdn, advertiser_id AS "advertiserId", language,
      extract(epoch FROM pressed_at)::float8 * 1000 AS "pressedAt"
    FROM unsubscribe_token WHERE token = ANY($1)`,
  store: `
    INSERT INTO unsubscribe_token (token, recipient_key, msisdn, advertiser_id, campaign_id, language, sent_at)
    SELECT t.token, t.recipient_key, t.msisdn, t.advertiser_id, t.campaign_id, t.language, to_timestamp(t.at / 1000.0)
    FROM ${SENT_LINKS.as('t')}
    ON CONFLICT (token) DO NOTHING`,
  reopen: `
    UPDATE unsubscribe_token t SET pressed_at = NULL FROM ${RETURNS.as('r')}
    WHERE t.recipient_key = r.recipient_key AND t.advertiser_id = r.advertiser_id AND t.pressed_at < to_timestamp(r.at / 1000.0)`,
  lock: `
    SELECT coalesce(pressed_at BETWEEN to_timestamp($2::float8 / 1000.0) AND to_timestamp($3::float8 / 1000.0), false) AS "isAgain!"
    FROM unsubscribe_token WHERE token = $1 FOR UPDATE`,
  press: 'UPDATE unsubscribe_token SET pressed_at = to_timestamp($2::float8 / 1000.0) WHERE token = $1',
  erase: `
    UPDATE unsubscribe_token t SET msisdn = NULL FROM ${ERASURES.as('e')}
    WHERE t.recipient_key = e.recipient_key AND t.msisdn IS NOT NULL AND (e.scope = '*' OR t.advertiser_id::text = e.scope)`,
  deleteExpired: deleteOlderThan('unsubscribe_token', 'sent_at'),
});
