import fc from 'fast-check';
import { listColumns, listedOptOut } from './listed-opt-out';

const NOW = Date.parse('2026-11-25T10:00:00Z');
const ACME = '0b8f6c1e-8c3b-4b8e-9f55-0e6d0a6a2f11';
const read = (row: Record<string, string>) => {
  const columns = listColumns(Object.keys(row));
  return columns && listedOptOut(columns, Object.values(row), NOW);
};

test.each([
  ['0639980012', '+33639980012'],
  ['06 39 98 00 12', '+33639980012'],
  ['0033639980012', '+33639980012'],
  ['="0639980012"', '+33639980012'],
  ['33639980012', '+33639980012'],
])('reads %s as the number %s', (phone, e164) => {
  expect(read({ phone })).toEqual({ ok: true, value: { e164, remark: '' } });
});

test.each(['Phone', 'MSISDN', 'Téléphone', 'portable', 'Numéro'])(
  'recognises a column called %s as phone numbers',
  (name) => {
    expect(listColumns(['x', name])).toMatchObject({ phone: 1, scope: -1 });
  },
);

test.each([
  ['2026-11-24T10:00:00Z', Date.parse('2026-11-24T10:00:00Z')],
  ['2026-11-24 10:00', Date.parse('2026-11-24T09:00:00Z')],
  ['24/11/2026', Date.parse('2026-11-23T23:00:00Z')],
  ['24/07/2026 10h30', Date.parse('2026-07-24T08:30:00Z')],
  ['', undefined],
])('reads %s as the instant %d', (at, ms) => {
  const listed = read({ phone: '0639980012', at });
  expect(listed?.ok && listed.value.at).toBe(ms);
});

test.each([
  { row: { at: '31/02/2026' }, code: 'AT_UNREADABLE' },
  { row: { at: 'hier' }, code: 'AT_UNREADABLE' },
  { row: { at: '1969-12-31' }, code: 'AT_UNREADABLE' },
  { row: { at: '0000-01-01' }, code: 'AT_UNREADABLE' },
  { row: { at: '02/01/2100' }, code: 'AT_UNREADABLE' },
  { row: { at: '9999-12-31T23:59:59Z' }, code: 'AT_UNREADABLE' },
  { row: { at: '2026-11-26' }, code: 'AT_FUTURE' },
  { row: { scope: 'ACME' }, code: 'SCOPE_WRONG' },
  { row: { scope: `${ACME}/` }, code: 'SCOPE_WRONG' },
  { row: { phone: '' }, code: 'PHONE_EMPTY' },
])('$row is refused as $code', ({ row, code }) => {
  expect(read({ phone: '0639980012', ...row })).toMatchObject({ ok: false, refusal: { code } });
});

test.each([
  ['*', '*'],
  [ACME.toUpperCase(), ACME],
  [`${ACME.toUpperCase()}/News`, `${ACME}/News`],
])('reads the scope %s as %s', (scope, is) => {
  expect(read({ phone: '0639980012', scope })).toMatchObject({ value: { scope: is } });
});

test('any row is an opt-out or a refusal that repeats no number', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.string(), fc.constantFrom('0639984567', '*', ACME)), { maxLength: 8 }),
      (values) => {
        const listed = listedOptOut({ phone: 0, scope: 1, at: 2, source: 3, reason: 4 }, values, NOW);
        if (listed.ok) expect(listed.value.e164).toMatch(/^\+[1-9]\d{4,14}$/);
        else expect(listed.refusal.detail).not.toMatch(/39984567/);
      },
    ),
  );
});
