import type { Advertiser } from '@stopsms/contracts';
import { shippedPack } from '../../rules/fixtures/packs';
import { type Capable, countsSince, pairsOf, tooMany, underCaps } from './too-many';

const AT = Date.parse('2026-11-25T10:00:00Z');
const HOUR = 3_600_000;
const LORANE = { id: 'a', name: 'Lorane', frequencyCaps: [{ adverts: 2, hours: 24 }] } as unknown as Advertiser;

const advert = (
  id: string,
  key: string,
  more: Partial<Capable> & { category?: 'marketing' | 'informative' } = {},
): Capable => ({
  candidate: {
    attempt: 1,
    traceparent: '',
    request: { id, advertiserId: 'a', to: '', text: '', category: more.category ?? 'marketing' },
  },
  at: AT,
  outcome: { verdict: 'cleared', text: '', sender: '' },
  advertiser: LORANE,
  rules: shippedPack('FR'),
  recipient: { key, e164: '', region: 'FR' },
  ...more,
});
const idsOf = (over: ReadonlyMap<Capable, unknown>) => [...over.keys()].map(({ candidate }) => candidate.request.id);
const reservations = (times: Record<string, number[]>) =>
  new Map(Object.entries(times).map(([key, left]) => [`${key} a`, new Map(left.map((at, n) => [`before ${n}`, at]))]));

test('the first messages of a batch to a person take its reservations, in addition to earlier ones', () => {
  const batch = [advert('1', 'k'), advert('2', 'l'), advert('3', 'k'), advert('4', 'k'), advert('5', 'l')];
  const asked = underCaps(batch);
  expect(pairsOf(asked)).toHaveLength(2);
  expect(countsSince(asked)).toBe(AT - 24 * HOUR);
  expect(idsOf(tooMany(asked, reservations({})))).toEqual(['4']);
  expect(idsOf(tooMany(asked, reservations({ k: [AT - HOUR], l: [AT - 25 * HOUR] })))).toEqual(['3', '4']);
  expect(idsOf(tooMany(asked, reservations({ k: [Infinity, AT - HOUR] })))).toEqual(['1', '3', '4']);
});

test('a message decided before takes no reservation and is not returned', () => {
  const asked = underCaps([advert('1', 'k'), advert('2', 'k'), advert('3', 'k')]);
  expect(idsOf(tooMany(asked, reservations({}), new Set(['1'])))).toEqual([]);
  expect(idsOf(tooMany(asked, reservations({ k: [AT - HOUR] }), new Set(['2'])))).toEqual(['3']);
});

test('skips messages that are not adverts, are not sent, or whose advertiser has no cap', () => {
  expect(
    underCaps([
      advert('1', 'k', { category: 'informative' }),
      advert('2', 'k', { outcome: { verdict: 'refused', code: 'OPTED_OUT', detail: '' } }),
      advert('3', 'k', { advertiser: { ...LORANE, frequencyCaps: undefined } as unknown as Advertiser }),
    ]),
  ).toEqual([]);
});
