import fc from 'fast-check';
import { shippedPack, shippedPacks } from '../fixtures/packs';
import { PackError } from './pack-node';
import { type RulePack, packName } from './rule-pack';
import { RulePacks } from './rule-packs';

const FROM = Date.parse('2026-02-28T23:00:00Z');
const at = (instant: string): number => Date.parse(instant);
const pack = (
  version: string,
  validFrom: number,
  validTo: number,
  status: RulePack['status'] = 'active',
): RulePack => ({
  ...shippedPack('FR'),
  version,
  validFrom,
  validTo,
  status,
});

test.each([
  ['the first instant', 'FR', FROM, 'FR@2026.1'],
  ['overseas', 'MQ', FROM, 'FR@2026.1'],
  ['the last instant of the pack before', 'FR', FROM - 1, 'FR@2025.1'],
  ['before the first charter', 'FR', at('2024-08-31T21:59:59Z'), undefined],
  ['from the first charter on', 'FR', at('2024-08-31T22:00:00Z'), 'FR@2024.1'],
  ['until energy adverts were banned', 'RE', at('2025-06-30T21:59:59Z'), 'FR@2024.1'],
  ['since energy adverts are banned', 'RE', at('2025-06-30T22:00:00Z'), 'FR@2025.1'],
  ['before US revocation by any means', 'US', at('2025-04-11T03:59:59Z'), undefined],
  ['US revocation by any means', 'US', at('2025-04-11T04:00:00Z'), 'US@2025.1'],
  ['before Texas', 'US', at('2025-09-01T04:59:59Z'), 'US@2025.1'],
  ['Texas', 'US-TX', at('2025-09-01T05:00:00Z'), 'US@2025.2'],
  ['before British charities', 'GB', at('2026-02-04T23:59:59Z'), 'GB@2026.1'],
  ['British charities', 'GB', at('2026-02-05T00:00:00Z'), 'GB@2026.2'],
  ['Puerto Rico', 'PR', FROM, undefined],
  ['a country without pack', 'NO', FROM, undefined],
  ['New Caledonia', 'NC', FROM, undefined],
  ['Germany', 'DE', FROM, 'DE@2026.1'],
  ['before Spanish names must be registered', 'ES', at('2026-06-06T21:59:59Z'), 'ES@2026.1'],
  ['since then', 'ES', at('2026-06-06T22:00:00Z'), 'ES@2026.2'],
  ['since Spanish operators block names by provider too', 'ES', at('2026-09-14T22:00:00Z'), 'ES@2026.3'],
  ['once the waiver of revoke-all ends, which is a draft', 'US', at('2027-02-01T00:00:00Z'), 'US@2025.2'],
])('finds the pack in force: %s', (_, region, at, name) => {
  const found = shippedPacks().inForce(region, at);
  expect(found && packName(found)).toBe(name);
});

test('every country of the reference has a pack today and no gap', () => {
  const today = at('2026-11-25T10:00:00Z');
  const countries = 'FR US CA GB BE CH DE ES IT LU IE PT AT PL SE'.split(' ');
  expect(countries.filter((country) => !shippedPacks().inForce(country, today))).toEqual([]);
  expect(shippedPacks().gaps).toEqual([]);
});

test('reports a gap between two packs of a country, in which none is in force', () => {
  const packs = new RulePacks([pack('a', 1000, 2000), pack('b', 2500, 3000)]);
  expect(packs.gaps).toEqual([{ country: 'FR', from: 2000, to: 2500 }]);
  expect(packs.inForce('FR', 2000)).toBeUndefined();
});

test('refuses two packs with one name, drafts included, because a proof could not distinguish them', () => {
  expect(() => new RulePacks([pack('a', 0, 1000), pack('a', 0, 1000, 'draft')])).toThrow(/is the second FR@a/);
});

test('finds a draft by its name, and a draft decides nothing', () => {
  const packs = new RulePacks([pack('next', 0, Infinity, 'draft')]);
  expect(packs.named('FR@next')?.status).toBe('draft');
  expect(packs.inForce('FR', 1000)).toBeUndefined();
});

test('changes to the new pack at its instant, not a millisecond later', () => {
  const packs = new RulePacks([pack('b', 2000, 3000), pack('a', 1000, 2000), pack('draft', 0, Infinity, 'draft')]);
  expect([999, 1000, 1999, 2000, 2999, 3000].map((at) => packs.inForce('FR', at)?.version)).toEqual([
    undefined,
    'a',
    'a',
    'b',
    'b',
    undefined,
  ]);
});

test('refuses two packs in force together, naming both and the instant', () => {
  expect(() => new RulePacks([pack('a', 1000, 2001), pack('b', 2000, 3000)])).toThrow(PackError);
  expect(() => new RulePacks([pack('a', 1000, 2001), pack('b', 2000, 3000)])).toThrow(
    /^fr-2026\.1\.yaml:\d+ Packs FR@a \(fr-2026\.1\.yaml:\d+\) and FR@b are both in force in FR from 1970-01-01T00:00:02/,
  );
  const elsewhere = { ...pack('b', 2000, 3000), regions: { XX: shippedPack('FR').regions['FR']! } };
  expect(() => new RulePacks([pack('a', 1000, 2001), elsewhere])).toThrow(/both in force in FR/);
  expect(() => new RulePacks([pack('a', 1000, 2001), { ...elsewhere, country: 'XX' }])).not.toThrow();
  expect(() => new RulePacks([pack('a', 1000, 2001), { ...pack('b', 2000, 3000), country: 'XX' }])).toThrow(
    /both in force in FR/,
  );
});

test('at any instant at most one pack is in force, whatever the dates', () => {
  const dates = fc.uniqueArray(fc.integer({ min: 0, max: 1000 }), { minLength: 2, maxLength: 8 });
  fc.assert(
    fc.property(dates, fc.integer({ min: 0, max: 1000 }), (bounds, at) => {
      const sorted = bounds.sort((one, other) => one - other);
      const chain = sorted.slice(1).map((to, index) => pack(String(index), sorted[index] ?? 0, to));
      const expected = chain.filter(({ validFrom, validTo }) => validFrom <= at && at < validTo);
      expect(new RulePacks(chain).inForce('FR', at)?.version).toBe(expected[0]?.version);
      expect(expected.length).toBeLessThanOrEqual(1);
    }),
  );
});
