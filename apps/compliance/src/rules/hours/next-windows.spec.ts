import { RulePacks } from '../packs/rule-packs';
import { shippedPack } from '../fixtures/packs';
import { DAY_KINDS } from '../packs/week-hours';
import { nextWindows } from './next-windows';

const FR = shippedPack('FR');
const iso = (windows: { opensAt: number; closesAt: number }[]) =>
  windows.map(({ opensAt, closesAt }) => [new Date(opensAt).toISOString(), new Date(closesAt).toISOString()]);
const windows = (from: string, most: number, packs = new RulePacks([FR]), region = 'FR') =>
  nextWindows(packs, region, Date.parse(from), undefined, undefined, most);

it('begins inside a window, and omits the Sunday', () => {
  const found = iso(windows('2026-11-27T10:00:00Z', 3));
  expect(found.map(([opensAt]) => opensAt)).toEqual([
    '2026-11-27T10:00:00.000Z',
    '2026-11-28T07:00:00.000Z',
    '2026-11-30T07:00:00.000Z',
  ]);
  expect(found[0]?.[1]?.slice(0, 11)).toBe('2026-11-27T');
});

it('begins with the next opening if outside a window', () => {
  expect(iso(windows('2026-11-27T23:00:00Z', 1))[0]?.[0]).toBe('2026-11-28T07:00:00.000Z');
});

it('returns none without a pack or for hours that never open', () => {
  expect(windows('2026-11-27T10:00:00Z', 3, new RulePacks([]))).toEqual([]);
  const closed = Object.fromEntries(DAY_KINDS.map((day) => [day, null]));
  expect(nextWindows(new RulePacks([FR]), 'FR', Date.parse('2026-11-27T10:00:00Z'), closed, undefined, 3)).toEqual([]);
});

it('ends with the last pack, and continues under the next one', () => {
  const noon = Date.parse('2026-12-01T11:00:00Z');
  const first = { ...FR, validTo: noon };
  expect(iso(windows('2026-12-01T10:00:00Z', 5, new RulePacks([first])))).toEqual([
    ['2026-12-01T10:00:00.000Z', '2026-12-01T11:00:00.000Z'],
  ]);
  const second = { ...FR, version: 'next', validFrom: noon };
  expect(iso(windows('2026-12-01T10:00:00Z', 2, new RulePacks([first, second])))[1]?.[0]).toBe(
    '2026-12-01T11:00:00.000Z',
  );
});
