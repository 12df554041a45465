import { rowsOf, statements } from '@stopsms/persistence';
import type { LongTextsSql } from './long-texts.sql';

/** Parts of one long text each; a text is named by its account, both addresses, reference and number of parts. */
export const ARRIVED = rowsOf('id uuid', 'account text', 'name text', 'total int', 'parts jsonb', 'head jsonb');
export const INCOMPLETE_BATCH = 200;

export const LONG_TEXTS_SQL = statements<LongTextsSql>({
  // The row is locked by its first writer, so the last part always finds all the others. A part that arrives twice counts once.
  add: `
    INSERT INTO long_text AS t (id, account, name, total, parts, head, begun_at)
    SELECT a.id, a.account, a.name, a.total, a.parts, a.head, to_timestamp($7 / 1000.0)
    FROM ${ARRIVED.as('a')} ORDER BY a.account, a.name
    ON CONFLICT (account, name) DO UPDATE SET parts = excluded.parts || t.parts
    RETURNING t.id, t.account, t.name, t.total, t.parts, t.head`,
  remove: `DELETE FROM long_text WHERE id = ANY($1::uuid[])`,
  open: `
    SELECT account, count(*)::int AS "texts!", coalesce(sum(octet_length(parts::text)), 0)::float8 AS "octets!"
    FROM long_text GROUP BY account`,
  takeIncomplete: `
    DELETE FROM long_text WHERE id IN (
      SELECT id FROM long_text WHERE begun_at < to_timestamp($1 / 1000.0) ORDER BY begun_at LIMIT ${INCOMPLETE_BATCH}
      FOR UPDATE SKIP LOCKED)
    RETURNING id, account, parts, head, begun_at AS "begunAt"`,
});
