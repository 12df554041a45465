import { shippedPack } from '../fixtures/packs';
import { windowAt } from './window-at';

const FR = shippedPack('FR');
const iso = (ms: number): string => new Date(ms).toISOString().replace(':00.000Z', 'Z');
const at = (instant: string): number => Date.parse(instant);

test.each([
  { it: 'opens at 08:00 on a weekday in winter', at: '2026-11-25T07:00Z', open: true },
  { it: 'is closed a minute before', at: '2026-11-25T06:59Z', open: false, next: '2026-11-25T07:00Z' },
  { it: 'opens at 08:00 on a weekday in summer', at: '2026-07-01T06:00Z', open: true },
  { it: 'is closed at 07:59 in summer', at: '2026-07-01T05:59Z', open: false, next: '2026-07-01T06:00Z' },
  { it: 'is open in its last minute', at: '2026-11-25T18:59Z', open: true },
  { it: 'is closed at the closing minute', at: '2026-11-25T19:00Z', open: false, next: '2026-11-26T07:00Z' },
  { it: 'is closed at 21:00 by default', at: '2026-11-25T20:00Z', open: false, next: '2026-11-26T07:00Z' },
  { it: 'is open on Saturday', at: '2026-11-28T12:00Z', open: true, next: '2026-11-30T07:00Z' },
  { it: 'is closed on Sunday', at: '2026-11-29T12:00Z', open: false, next: '2026-11-30T07:00Z' },
  {
    it: 'is closed after Saturday evening until Monday',
    at: '2026-11-28T19:00Z',
    open: false,
    next: '2026-11-30T07:00Z',
  },
  { it: 'is closed on a holiday', at: '2026-11-11T12:00Z', open: false, next: '2026-11-12T07:00Z' },
  { it: 'skips Christmas and the Sunday after', at: '2026-12-24T19:00Z', open: false, next: '2026-12-26T07:00Z' },
  { it: 'skips Easter Sunday and Monday', at: '2027-03-27T19:00Z', open: false, next: '2027-03-30T06:00Z' },
  { it: 'skips New Year over the year end', at: '2026-12-31T19:00Z', open: false, next: '2027-01-02T07:00Z' },
  { it: 'is open on Good Friday, which is Alsace-Moselle only', at: '2027-03-26T12:00Z', open: true },
  { it: 'follows the clock put back on 2026-10-25', at: '2026-10-24T18:00Z', open: false, next: '2026-10-26T07:00Z' },
  { it: 'is open to 20:00 on the eve of the change', at: '2026-10-24T17:59Z', open: true },
  { it: 'follows the clock put forward on 2027-03-28', at: '2027-03-27T18:59Z', open: true, next: '2027-03-30T06:00Z' },
  { it: 'follows the clock put back on 2027-10-31', at: '2027-10-30T18:00Z', open: false, next: '2027-11-02T07:00Z' },
  { it: 'is the Guadeloupe clock', region: 'GP', at: '2026-11-25T12:00Z', open: true },
  {
    it: 'is closed in Guadeloupe at 07:59',
    region: 'GP',
    at: '2026-11-25T11:59Z',
    open: false,
    next: '2026-11-25T12:00Z',
  },
  {
    it: 'is closed in Martinique at noon in Paris',
    region: 'MQ',
    at: '2026-11-25T11:00Z',
    open: false,
    next: '2026-11-25T12:00Z',
  },
  { it: 'is open in Martinique at 23:00 in Paris', region: 'MQ', at: '2026-11-25T22:00Z', open: true },
  { it: 'keeps Martinique at −4 in summer', region: 'MQ', at: '2026-07-01T12:00Z', open: true },
  { it: 'opens in Guyane at 12:00 in Paris', region: 'GF', at: '2026-11-25T11:00Z', open: true },
  { it: 'opens in Réunion at 05:00 in Paris', region: 'RE', at: '2026-11-25T04:00Z', open: true },
  {
    it: 'is closed in Réunion at 17:00 in Paris',
    region: 'RE',
    at: '2026-11-25T16:00Z',
    open: false,
    next: '2026-11-26T04:00Z',
  },
  { it: 'opens in Mayotte at 06:00 in Paris', region: 'YT', at: '2026-11-25T05:00Z', open: true },
  { it: 'keeps 27 May in Guadeloupe', region: 'GP', at: '2027-05-27T15:00Z', open: false, next: '2027-05-28T12:00Z' },
  { it: 'does not keep 27 May in France', at: '2027-05-27T15:00Z', open: true },
  { it: 'keeps 22 May in Martinique', region: 'MQ', at: '2026-05-22T15:00Z', open: false, next: '2026-05-23T12:00Z' },
  { it: 'keeps 10 June in Guyane', region: 'GF', at: '2027-06-10T15:00Z', open: false, next: '2027-06-11T11:00Z' },
  { it: 'keeps 20 December in Réunion', region: 'RE', at: '2027-12-20T08:00Z', open: false, next: '2027-12-21T04:00Z' },
  { it: 'keeps 27 April in Mayotte', region: 'YT', at: '2027-04-27T08:00Z', open: false, next: '2027-04-28T05:00Z' },
  {
    it: 'keeps 9 October in Saint-Barthélemy',
    region: 'BL',
    at: '2026-10-09T15:00Z',
    open: false,
    next: '2026-10-10T12:00Z',
  },
  { it: 'keeps 27 May in Saint-Martin', region: 'MF', at: '2026-05-27T15:00Z', open: false, next: '2026-05-28T12:00Z' },
  {
    it: 'keeps Good Friday in Guadeloupe, being stricter',
    region: 'GP',
    at: '2027-03-26T15:00Z',
    open: false,
    next: '2027-03-27T12:00Z',
  },
  {
    it: 'is the local day in Réunion: Monday there while Sunday in Paris',
    region: 'RE',
    at: '2026-11-30T04:00Z',
    open: true,
  },
  { it: 'is London time', region: 'GB', at: '2026-11-25T08:00Z', open: true },
  {
    it: 'keeps the bank holidays of each British nation',
    region: 'GB',
    at: '2026-11-30T12:00Z',
    open: false,
    next: '2026-12-01T08:00Z',
  },
  {
    it: 'keeps Reformation Day in Germany',
    region: 'DE',
    at: '2026-10-31T12:00Z',
    open: false,
    next: '2026-11-02T07:00Z',
  },
  { it: 'keeps 21 July in Belgium', region: 'BE', at: '2026-07-21T12:00Z', open: false, next: '2026-07-22T06:00Z' },
])('the window $it', ({ region = 'FR', at: instant, open, next }) => {
  const window = windowAt(shippedPack(region), region, at(instant));
  expect(window.open).toBe(open);
  if (next) expect(iso(window.nextOpening)).toBe(next);
});

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
])('an advertiser $it', ({ hours, at: instant, open }) => {
  expect(windowAt(FR, 'FR', at(instant), hours).open).toBe(open);
});

test('hours that never open are a fault, not an endless search', () => {
  const never = Object.fromEntries(Object.keys(FR.window.default).map((day) => [day, null]));
  expect(() => windowAt(FR, 'FR', at('2026-11-25T12:00Z'), never)).toThrow(/at least one day/);
});

test('a region the pack does not have is a fault', () => {
  expect(() => windowAt(FR, 'NC', 0)).toThrow('Pack FR@2026.1 has no region "NC".');
});

test('when a number does not tell its zone, all zones must be open', () => {
  const both = { ...FR, regions: { XX: { ...FR.regions['FR']!, timeZones: ['Europe/Paris', 'Indian/Reunion'] } } };
  const open = (instant: string): boolean => windowAt(both, 'XX', at(instant)).open;
  expect(['2026-11-25T04:00Z', '2026-11-25T07:00Z', '2026-11-25T15:59Z', '2026-11-25T16:00Z'].map(open)).toEqual([
    false,
    true,
    true,
    false,
  ]);
});
