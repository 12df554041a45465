import { actOn } from './status-table';

// The table of docs/law/operators.md#status-codes, row by row.
test.each([
  { act: 'back-off', statuses: [0x58, 0x14] },
  { act: 'try-again', statuses: [0x08, 0x45] },
  { act: 'rebind', statuses: [0x04, 0x05, 0x0d, 0x0e, 0x0f] },
  {
    act: 'refuse',
    statuses: [0x0a, 0x0b, 0x43, 0x48, 0x49, 0x4a, 0x4b, 0x4c, 0x4d, 0x4e, 0x4f, 0x50, 0x51, 0x61, 0x62, 0x401, 0x402],
  },
  { act: 'refuse', statuses: [0x7777] },
])('$statuses means $act', ({ act, statuses }) => {
  expect(statuses.map((status) => actOn(status).act)).toEqual(statuses.map(() => act));
});

test.each([
  { status: 0x58, firstMs: 1_000 },
  { status: 0x14, firstMs: 5_000 },
])('the first pause after $status is $firstMs ms', ({ status, firstMs }) => {
  expect(actOn(status)).toMatchObject({ firstMs });
});
