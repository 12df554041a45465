import type { Advertiser } from '@stopsms/contracts';
import type { RecentSend } from '../../receipts/recent-send';
import { attribute } from './attribute';

const advertiser = (id: string, name: string, codes: string[]): Advertiser => ({
  ...{ id, name, legalName: `${name} SAS`, sender: name.toUpperCase(), country: 'FR', linkHosts: [], createdAt: 0 },
  shortCode: codes[0] ?? '',
  codes,
});
const ALL = [
  advertiser('a', 'Acme', ['36180']),
  advertiser('b', 'Beta', ['36180', '38100']),
  advertiser('c', 'Gamma', []),
  advertiser('d', 'Gamma Mode', ['36180']),
];
const accounts = {
  get: (id: string) => ALL.find((each) => each.id === id),
  withCode: (code: string) => ALL.filter(({ codes }) => codes.includes(code)),
};
const send = (advertiserId: string, fields: Partial<RecentSend> = {}): RecentSend => ({
  ...{ advertiserId, sender: 'NAME', replyCode: '36180', at: 1_000 },
  ...fields,
});

test.each<{ it: string; text?: string; sends: RecentSend[]; whom: Record<string, number>; attributed?: false }>([
  { it: 'one that texted', sends: [send('a')], whom: { a: 1 } },
  { it: 'one, however often it texted', sends: [send('a'), send('a', { sender: '36180' })], whom: { a: 1 } },
  { it: 'all that texted', sends: [send('a'), send('b')], whom: { a: 0.5, b: 0.5 } },
  {
    it: 'one that texted from the code itself',
    sends: [send('c', { sender: '36180', replyCode: null })],
    whom: { c: 1 },
  },
  { it: 'one that texted from another code of its pool', sends: [send('b', { replyCode: '38100' })], whom: { b: 0.9 } },
  {
    it: 'the one whose text showed the code, not the one whose pool has it',
    sends: [send('a'), send('b', { replyCode: '38100', at: 2_000 })],
    whom: { a: 1 },
  },
  {
    it: 'all whose text may have shown the code',
    sends: [send('a'), send('b', { replyCode: null })],
    whom: { a: 0.5, b: 0.5 },
  },
  {
    it: 'one by its latest text, though an earlier one showed the code',
    sends: [send('b'), send('b', { replyCode: '38100', at: 2_000 })],
    whom: { b: 1 },
  },
  {
    it: 'nobody who texted from elsewhere',
    sends: [send('c', { replyCode: '38999' })],
    whom: { a: 0, b: 0, d: 0 },
    attributed: false,
  },
  { it: 'all on the code when nobody texted', sends: [], whom: { a: 0, b: 0, d: 0 }, attributed: false },
  { it: 'the named one of those that texted', text: 'stop beta', sends: [send('a'), send('b')], whom: { b: 1 } },
  { it: 'the named one though it did not text', text: 'stop beta', sends: [send('a')], whom: { b: 0.9 } },
  {
    it: 'those that texted when the named one is not on the code',
    text: 'stop gamma',
    sends: [send('a')],
    whom: { a: 1 },
  },
  { it: 'the one named with a slip', text: 'stop gamam mode', sends: [send('a'), send('d')], whom: { d: 0.95 } },
  { it: 'the one named with a slip though it did not text', text: 'stop gamam mode', sends: [], whom: { d: 0.8 } },
  {
    it: 'the named one that texted from elsewhere',
    text: 'stop gamma',
    sends: [send('a'), send('c', { replyCode: '38999' })],
    whom: { c: 1 },
  },
  {
    it: 'all that texted when one is only excepted',
    text: 'stop sauf beta',
    sends: [send('a'), send('b')],
    whom: { a: 0.5, b: 0.5 },
  },
  {
    it: 'two that are named',
    text: 'stop acme et beta',
    sends: [send('a'), send('b'), send('d')],
    whom: { a: 1, b: 1 },
  },
  { it: 'an advertiser that texted though its account is unknown', sends: [send('gone')], whom: { gone: 1 } },
])('attributes a reply to $it', ({ text = 'STOP', sends, whom, attributed = true }) => {
  const found = attribute({ text, code: '36180' }, sends, accounts);
  expect(Object.fromEntries(found.advertisers.map((each) => [each.advertiserId, each.confidence]))).toEqual(whom);
  expect(found.attributed).toBe(attributed);
});

test.each<{ it: string; origin: RecentSend; whom: Record<string, number> }>([
  { it: 'alone where it is an advert', origin: send('a', { advertAt: 3_000, at: 3_000 }), whom: { a: 1 } },
  {
    it: 'and those that sent adverts where it is none, since it bears no mention',
    origin: send('a', { advertAt: null, at: 3_000 }),
    whom: { a: 1, b: 0.33 },
  },
])('attributes a text that the operator names to its advertiser $it', ({ origin, whom }) => {
  const sends = [origin, send('b', { advertAt: 2_000, at: 2_000 }), send('d', { advertAt: null })];
  const { advertisers } = attribute({ text: 'STOP', code: '36180' }, sends, accounts, origin);
  expect(Object.fromEntries(advertisers.map((each) => [each.advertiserId, each.confidence]))).toEqual(whom);
});

test('the evidence states the reason without the text', () => {
  expect(attribute({ text: 'stop acme', code: '36180' }, [send('a'), send('b')], accounts).advertisers).toEqual([
    { advertiserId: 'a', confidence: 1, evidence: 'named in the reply; last text 1970-01-01T00:00:01.000Z from NAME' },
  ]);
});

test('attributes a reply to an unassigned code to no advertiser', () => {
  expect(attribute({ text: 'STOP', code: '39999' }, [], accounts)).toEqual({ advertisers: [], attributed: false });
});
