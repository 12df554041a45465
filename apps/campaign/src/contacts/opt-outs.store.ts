import { rowsOf, statements } from '@stopsms/persistence';
import type { OptOutsSql } from './opt-outs.sql';

/** Changes of opt-outs; instants are epoch ms. */
export const OPT_OUT_CHANGES = rowsOf('key text', 'scope text', 'state text', 'at float8');
/** Recipients with the scopes of their opt-outs. */
export const OPTED_OUT = rowsOf('key text', 'scope text');

// An advertiser is shown the opt-outs from itself, and an opt-out from every advertiser only of people who had to do with it: one of its
// messages reached an operator for them, or they were in one of its address books when they opted out. Of a stranger it is shown
// nothing: the contact is imported like any other, and compliance refuses messages to it.

/** SQL: true if a row of `opt_out o` may be shown to an advertiser. @param advertiserId - SQL of a text */
const isVisibleTo = (advertiserId: string): string => `(
  o.scope = ${advertiserId}
  OR o.scope = '*' AND (
    EXISTS (SELECT FROM former_contact f WHERE f.recipient_key = o.recipient_key AND f.advertiser_id::text = ${advertiserId})
    OR EXISTS (
      SELECT FROM message m WHERE m.recipient_key = o.recipient_key AND m.advertiser_id::text = ${advertiserId}
        AND m.step IN ('submitted', 'delivered', 'failed'))
    OR EXISTS (SELECT FROM opt_out own WHERE own.recipient_key = o.recipient_key AND own.scope = ${advertiserId})))`;

/** SQL on a row `o(scope, at)`: true if that opt-out holds for an account, by the numbers of the parameters of its `OptOutScopes`. */
const holdsFor = (scopes: number, until: number): string => `EXISTS (
  SELECT 1 FROM unnest($${scopes}::text[], $${until}::float8[]) AS s(scope, until)
  WHERE s.scope = o.scope AND (s.until IS NULL OR o.at <= to_timestamp(s.until / 1000)))`;

export const OPT_OUTS_SQL = statements<OptOutsSql>({
  ofPerson: `
    SELECT min(CASE WHEN o.scope = '*' AND NOT $3::boolean THEN date_trunc('day', o.at, 'UTC') ELSE o.at END) AS "at!",
      bool_or(o.scope = '*') AS "ofAll!" FROM opt_out o
    WHERE o.recipient_key = $1 AND o.state = 'out' AND (o.scope = '*' AND ($3::boolean OR ${isVisibleTo('$2::text')}) OR ${holdsFor(4, 5)})
    HAVING count(*) > 0`,
  amongRecipients: `
    SELECT o.recipient_key AS "recipientKey",
      max(CASE WHEN o.scope = '*' THEN date_trunc('day', o.at, 'UTC') ELSE o.at END) AS "at!" FROM opt_out o
    WHERE o.recipient_key = ANY($1::text[]) AND o.state = 'out' AND (${isVisibleTo('$2::text')} OR ${holdsFor(3, 4)})
    GROUP BY o.recipient_key`,
  record: `
    INSERT INTO opt_out AS o (recipient_key, scope, state, at)
    SELECT c.key, c.scope, c.state, to_timestamp(c.at / 1000.0)
    FROM ${OPT_OUT_CHANGES.as('c')}
    ON CONFLICT (recipient_key, scope) DO UPDATE SET state = excluded.state, at = excluded.at
    WHERE excluded.at > o.at
    RETURNING recipient_key AS "recipientKey", scope, state, (extract(epoch FROM at) * 1000)::float8 AS at`,
  /** Contacts who opted out of every advertiser are recorded as former contacts, so that a later import is refused. */
  deleteContacts: `
    WITH removed AS (
      DELETE FROM contact c USING address_book b, ${OPTED_OUT.as('o')}
      WHERE c.recipient_key = o.key AND b.id = c.address_book_id
        AND (o.scope = '*' OR b.advertiser_id::text = o.scope)
      RETURNING c.recipient_key, b.advertiser_id, o.scope)
    INSERT INTO former_contact (recipient_key, advertiser_id)
    SELECT DISTINCT recipient_key, advertiser_id FROM removed WHERE scope = '*'
    ON CONFLICT DO NOTHING`,
  deleteOptOuts: 'DELETE FROM opt_out WHERE recipient_key = ANY($1::text[])',
  deleteFormerContacts: 'DELETE FROM former_contact WHERE recipient_key = ANY($1::text[])',
});
