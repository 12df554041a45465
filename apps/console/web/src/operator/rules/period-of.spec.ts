import { periodOf } from './period-of';

const NOW = Date.parse('2026-12-03T10:00:00Z');

test.each([
  { status: 'active', validFrom: '2026-01-01T00:00:00Z', validTo: null, period: 'now' },
  { status: 'active', validFrom: '2026-01-01T00:00:00Z', validTo: '2026-12-03T10:00:01Z', period: 'now' },
  { status: 'active', validFrom: '2026-01-01T00:00:00Z', validTo: '2026-12-03T10:00:00Z', period: 'past' },
  { status: 'active', validFrom: '2027-01-01T00:00:00Z', validTo: null, period: 'next' },
  { status: 'draft', validFrom: '2026-01-01T00:00:00Z', validTo: null, period: 'draft' },
] as const)('a pack from $validFrom to $validTo ($status) is $period', ({ period, ...pack }) => {
  expect(periodOf(pack, NOW)).toBe(period);
});
