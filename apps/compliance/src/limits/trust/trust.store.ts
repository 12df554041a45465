import { rowsOf, statements } from '@stopsms/persistence';
import { KEPT_DAYS } from '../../rules/packs/kept-days';
import type { TrustSql } from './trust.sql';

/** Days on which advertisers were caught. */
export const CAUGHT = rowsOf('advertiser_id uuid', 'day date');
const ADVERTISERS = rowsOf('id uuid');

export const TRUST_SQL = statements<TrustSql>({
  countCaught: `
    INSERT INTO false_declaration (advertiser_id, day)
    SELECT n.advertiser_id, n.day FROM ${CAUGHT.as('n')}
    WHERE NOT EXISTS (SELECT 1 FROM false_declaration c WHERE c.advertiser_id = n.advertiser_id AND c.day = n.day)
    ORDER BY n.advertiser_id, n.day
    ON CONFLICT DO NOTHING`,
  figures: `
    SELECT a.id AS "advertiserId!", c.day::text AS "caughtOn",
      coalesce((SELECT sum(cardinality(r.templates)) FROM correct_declaration r
                WHERE r.advertiser_id = a.id AND r.day > greatest(c.day, k.since)), 0)::int AS "rightTexts"
    FROM ${ADVERTISERS.as('a')}
    CROSS JOIN (SELECT (to_timestamp($2 / 1000.0) AT TIME ZONE 'UTC')::date - ${KEPT_DAYS} AS since) k
    LEFT JOIN LATERAL (SELECT max(d.day) AS day FROM false_declaration d WHERE d.advertiser_id = a.id) c ON true`,
  deleteCaughtBefore: 'DELETE FROM false_declaration WHERE day < to_timestamp($1 / 1000.0)',
});
