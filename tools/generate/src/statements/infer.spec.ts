import { loadModule, parse } from 'libpg-query';
import type { Catalog, Column } from './catalog';
import { inferResult } from './infer';
import { jsonOf, readAs } from './typescript-types';

const column = (name: string, type: string, isNullable = false): Column => ({ name, type, isNullable });
const CATALOG: Catalog = {
  tables: new Map([
    [
      'message',
      [column('id', 'uuid'), { ...column('step', 'text'), values: ['in', 'out'] }, column('code', 'text', true)],
    ],
    ['review', [column('id', 'uuid'), column('message_id', 'uuid', true), column('answer', 'jsonb', true)]],
  ]),
  types: new Map(),
};
const columnType = (table: string, name: string) => (`${table}.${name}` === 'review.answer' ? 'Answer' : undefined);

/** Types of a statement's columns, by name; `?` of one that may be null. */
async function typesOf(sql: string): Promise<Record<string, string>> {
  await loadModule();
  const { stmts = [] } = await parse(sql);
  const result = inferResult(stmts[0]?.stmt, CATALOG, columnType);
  return Object.fromEntries(
    result.map(([name, value]) => [
      name,
      `${value.ts ?? (value.pg ? readAs(value.pg) : '-')}${value.isNullable ? '?' : ''}`,
    ]),
  );
}

test.each([
  ['SELECT id, step, code FROM message', { id: 'string', step: "'in' | 'out'", code: 'string?' }],
  ['SELECT code FROM message WHERE id = $1 AND code IS NOT NULL', { code: 'string' }],
  ['SELECT m.code FROM message m WHERE (m.code, m.id) > ($1, $2)', { code: 'string' }],
  [
    'SELECT m.*, r.id AS review FROM message m LEFT JOIN review r ON r.message_id = m.id',
    { id: 'string', step: "'in' | 'out'", code: 'string?', review: 'string?' },
  ],
  ['SELECT r.message_id AS id FROM message m JOIN review r ON r.message_id = m.id', { id: 'string' }],
  ['SELECT answer, $1 AS given FROM review', { answer: 'Answer?', given: '-?' }],
  [
    "SELECT coalesce(code, 'none') AS code, CASE WHEN id = $1 THEN 'a' ELSE 'b' END AS is FROM message",
    { code: 'string', is: "'a' | 'b'" },
  ],
  [
    'SELECT count(*)::int AS n, max(id) AS last, (SELECT max(code) FROM message) AS code FROM message',
    { n: 'number', last: 'string?', code: 'string?' },
  ],
  ['SELECT code, max(id) AS last FROM message GROUP BY code', { code: 'string?', last: 'string' }],
  [
    'SELECT (SELECT count(*)::int FROM review r WHERE r.message_id = m.id) AS n, (SELECT id FROM review) AS one FROM message m',
    { n: 'number', one: 'string?' },
  ],
  [
    'WITH made AS (INSERT INTO message (id) SELECT a.id FROM unnest($1::uuid[]) AS a(id) ON CONFLICT DO NOTHING RETURNING id, code) SELECT * FROM made',
    { id: 'string', code: 'string?' },
  ],
  [
    'UPDATE message m SET code = a.code FROM unnest($1::uuid[], $2::text[]) AS a(id, code) WHERE m.id = a.id RETURNING m.id, a.code, old.step',
    { id: 'string', code: 'string?', step: "'in' | 'out'" },
  ],
  [
    'DELETE FROM review USING message m WHERE m.id = message_id RETURNING message_id, answer',
    { message_id: 'string', answer: 'Answer?' },
  ],
  ['SELECT id FROM message UNION ALL SELECT message_id FROM review', { id: 'string?' }],
  [
    "SELECT coalesce(jsonb_agg(jsonb_build_object('id', m.id, 'code', code)), '[]') AS all FROM message m",
    { all: "({ 'id': string; 'code': string | null })[]" },
  ],
  ['SELECT m.id FROM review r LEFT JOIN (message m JOIN message n ON m.id = n.id) ON true', { id: 'string?' }],
  [
    'UPDATE message SET code = NULL WHERE code IS NOT NULL RETURNING code, old.code AS before',
    { code: 'string?', before: 'string?' },
  ],
  [
    'SELECT p.n, r.id FROM unnest($1::uuid[]) WITH ORDINALITY AS p(id, n) LEFT JOIN LATERAL (SELECT id FROM review LIMIT 1) r ON true',
    { n: 'string', id: 'string?' },
  ],
])('%s', async (sql, types) => {
  expect(await typesOf(sql)).toEqual(types);
});

test('JSON holds instants as text and any number as a number', () => {
  const types = ['timestamptz', 'int8', '_uuid', 'bool'].map((pg) => jsonOf({ isNullable: false, pg }));
  expect(types).toEqual(['string', 'number', 'string[]', 'boolean']);
});
