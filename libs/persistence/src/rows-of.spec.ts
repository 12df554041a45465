import { rowsOf } from './rows-of';

const ROWS = rowsOf('message_id uuid', 'code text null', 'at float8');
const rows = [
  { messageId: 'a', code: null, at: 1 },
  { messageId: 'b', code: 'LATE', at: 2 },
];
const ARRAYS = [
  ['a', 'b'],
  [null, 'LATE'],
  [1, 2],
];

test('is a table in SQL, from any parameter on', () => {
  expect(ROWS.as('m')).toBe('unnest($1::uuid[], $2::text[], $3::float8[]) AS m(message_id, code, at)');
  expect(rowsOf('id bigint').as('m', 4, { ordinality: 'n' })).toBe('unnest($4::bigint[]) WITH ORDINALITY AS m(id, n)');
});

test('passes rows as one array for each column, whatever the order of their fields', () => {
  expect(ROWS.of(rows)).toEqual(ARRAYS);
  expect(ROWS.of(rows, ({ at, code, messageId }) => ({ at, code, messageId }))).toEqual(ARRAYS);
  const columns = {
    at: ({ at }: (typeof rows)[number]) => at,
    code: ({ code }: (typeof rows)[number]) => code,
    messageId: ({ messageId }: (typeof rows)[number]) => messageId,
  };
  expect(ROWS.of(rows, columns)).toEqual(ARRAYS);
});
