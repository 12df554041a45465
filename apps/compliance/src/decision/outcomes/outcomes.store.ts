import { rowsOf, statements } from '@stopsms/persistence';
import { MAX_RIGHT_A_DAY } from '../../rules/packs/kept-days';
import type { OutcomesSql } from './outcomes.sql';

/** Decisions on attempts that an operator took, by their context and reading; instants are epoch ms. */
export const SUBMITTED = rowsOf('context bytea', 'reading bytea', 'at float8');

export const OUTCOMES_SQL = statements<OutcomesSql>({
  countRight: `
    INSERT INTO correct_declaration AS r (advertiser_id, day, templates)
    SELECT n.advertiser_id, n.day, n.templates[1:${MAX_RIGHT_A_DAY}]
    FROM (
      SELECT m.advertiser_id, m.day, array_agg(DISTINCT hashtextextended(t.reading ->> 'template', 0)) AS templates
      FROM (
        SELECT DISTINCT (c.content ->> 'advertiserId')::uuid AS advertiser_id, u.reading,
          (to_timestamp(u.at / 1000.0) AT TIME ZONE 'UTC')::date AS day
        FROM ${SUBMITTED.as('u')} JOIN fact_context c ON c.hash = u.context AND c.content ->> 'category' = 'informative') m
      JOIN text_reading t ON t.reading_id = translate(rtrim(encode(m.reading, 'base64'), '='), '+/', '-_')
      WHERE t.reading ? 'template' AND NOT EXISTS (
        SELECT 1 FROM correct_declaration f WHERE f.advertiser_id = m.advertiser_id AND f.day = m.day
          AND cardinality(f.templates) >= ${MAX_RIGHT_A_DAY})
      GROUP BY m.advertiser_id, m.day
    ) n
    WHERE NOT EXISTS (
      SELECT 1 FROM correct_declaration k WHERE k.advertiser_id = n.advertiser_id AND k.day = n.day AND k.templates @> n.templates)
    ORDER BY n.advertiser_id, n.day
    ON CONFLICT (advertiser_id, day) DO UPDATE SET templates = (
      SELECT (array_agg(DISTINCT each))[1:${MAX_RIGHT_A_DAY}] FROM unnest(r.templates || excluded.templates) AS each)`,
  deleteRightBefore: 'DELETE FROM correct_declaration WHERE day < to_timestamp($1 / 1000.0)',
});
