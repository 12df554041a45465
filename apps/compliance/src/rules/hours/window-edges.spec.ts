import { shippedPack, shippedPacks } from '../fixtures/packs';
import { windowAt } from './window-at';

const FR = shippedPack('FR');
const iso = (ms: number): string => new Date(ms).toISOString().replace(':00.000Z', 'Z');
const at = (instant: string): number => Date.parse(instant);

test('the last submit is 15 minutes before closing', () => {
  const closing = at('2026-11-25T19:00Z');
  const shown = [closing - 15 * 60_000 - 1, closing - 15 * 60_000, closing - 1, closing].map((instant) => {
    const { open, maySubmit, closesAt } = windowAt(FR, 'FR', instant);
    return { open, maySubmit, closesAt: closesAt && iso(closesAt) };
  });
  expect(shown).toEqual([
    { open: true, maySubmit: true, closesAt: '2026-11-25T18:45Z' },
    { open: true, maySubmit: false, closesAt: '2026-11-25T18:45Z' },
    { open: true, maySubmit: false, closesAt: '2026-11-25T18:45Z' },
    { open: false, maySubmit: false, closesAt: undefined },
  ]);
});

test.each([
  {
    it: 'may open until 21:30',
    hours: { wednesday: { opensAt: 480, closesAt: 1290 } },
    at: '2026-11-25T20:29Z',
    open: true,
  },
  {
    it: 'may not open beyond 21:30',
    hours: { wednesday: { opensAt: 0, closesAt: 1440 } },
    at: '2026-11-25T20:30Z',
    open: false,
  },
  {
    it: 'may not open before 08:00',
    hours: { wednesday: { opensAt: 0, closesAt: 1440 } },
    at: '2026-11-25T06:59Z',
    open: false,
  },
  {
    it: 'may open on Sunday',
    hours: { sunday: { opensAt: 600, closesAt: 1080 } },
    at: '2026-11-29T09:00Z',
    open: true,
  },
  {
    it: 'may open on a holiday',
    hours: { holiday: { opensAt: 600, closesAt: 1080 } },
    at: '2026-11-11T09:00Z',
    open: true,
  },
  {
    it: 'is stricter on a holiday that is a Sunday',
    hours: { holiday: { opensAt: 600, closesAt: 1080 } },
    at: '2026-11-01T12:00Z',
    open: false,
  },
  { it: 'may close a day', hours: { wednesday: null }, at: '2026-11-25T12:00Z', open: false },
])('the opening of an advertiser $it', ({ hours, at: instant, open }) => {
  expect(windowAt(FR, 'FR', at(instant), hours).open).toBe(open);
});

test('hours that never open are a fault and do not search endlessly', () => {
  const never = Object.fromEntries(Object.keys(FR.window.default).map((day) => [day, null]));
  expect(() => windowAt(FR, 'FR', at('2026-11-25T12:00Z'), never)).toThrow(/at least one day/);
});

test('a region that the pack does not contain is a fault', () => {
  expect(() => windowAt(FR, 'NC', 0)).toThrow('Pack FR@2026.1 has no region "NC".');
});

test('if a number does not show its zone, all zones must be open', () => {
  const both = { ...FR, regions: { XX: { ...FR.regions['FR']!, timeZones: ['Europe/Paris', 'Indian/Reunion'] } } };
  const open = (instant: string): boolean => windowAt(both, 'XX', at(instant)).open;
  expect(['2026-11-25T04:00Z', '2026-11-25T07:00Z', '2026-11-25T15:59Z', '2026-11-25T16:00Z'].map(open)).toEqual([
    false,
    true,
    true,
    false,
  ]);
});

test('a pack that ends during a window also ends that window', () => {
  // 18:00 in Guadeloupe, where the hours last until 20:00.
  const end = at('2025-06-30T22:00Z');
  const before = windowAt(shippedPacks().inForce('GP', end - 1)!, 'GP', end - 1);
  expect(before).toMatchObject({ open: true, maySubmit: true, closesAt: end });
  const after = windowAt(shippedPacks().inForce('GP', end)!, 'GP', end);
  expect(after).toMatchObject({ open: true, maySubmit: true, closesAt: at('2025-06-30T23:45Z') });
});
