import fc from 'fast-check';
import { shippedPack, shippedPacks } from '../fixtures/packs';
import { PackError } from './pack-node';
import { type RulePack, packName } from './rule-pack';
import { RulePacks } from './rule-packs';

const FROM = Date.parse('2026-02-28T23:00:00Z');
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
  ['before it is valid', 'FR', FROM - 1, undefined],
  ['a country without pack', 'NO', FROM, undefined],
  ['New Caledonia', 'NC', FROM, undefined],
  ['Germany', 'DE', FROM, 'DE@2026.1'],
])('the pack in force is found: %s', (_, region, at, name) => {
  const found = shippedPacks().inForce(region, at);
  expect(found && packName(found)).toBe(name);
});

test('the pack changes at the instant of the new one, not a millisecond later', () => {
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

test('two packs in force together are refused, naming both and the instant', () => {
  expect(() => new RulePacks([pack('a', 1000, 2001), pack('b', 2000, 3000)])).toThrow(PackError);
  expect(() => new RulePacks([pack('a', 1000, 2001), pack('b', 2000, 3000)])).toThrow(
    /FR@a and FR@b are both in force in \w\w from 1970-01-01T00:00:02/,
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
