import type { Advertiser } from '@stopsms/contracts';
import fc from 'fast-check';
import { LegalEntities } from './legal-entities';

const IDS = ['a', 'b', 'c', 'd'] as const;
const account = (id: string, more: Partial<Advertiser> = {}) => ({ id, ...more }) as Advertiser;

/** Applies records like the directory. */
class Follower {
  readonly entities = new LegalEntities();
  private readonly known = new Map<string, Advertiser>();

  put(record: Advertiser): this {
    this.entities.put(record.id, this.known.get(record.id), record);
    this.known.set(record.id, record);
    return this;
  }

  with(id: string): string[] {
    return (this.entities.sharedWith(id) ?? [])
      .map(({ advertiserId, until }) => `${advertiserId}${until ?? ''}`)
      .sort();
  }
}

test('an account alone shares with nobody', () => {
  expect(new Follower().put(account('a')).entities.sharedWith('a')).toBeUndefined();
  expect(new Follower().entities.sharedWith('gone')).toBeUndefined();
});

test('accounts of one entity share, whichever is read first', () => {
  const joined = [account('a'), account('b', { entityId: 'a' }), account('c', { entityId: 'a' })];
  for (const order of [joined, [...joined].reverse()]) {
    const follower = new Follower();
    for (const record of order) follower.put(record);
    expect(IDS.map((id) => follower.with(id))).toEqual([['b', 'c'], ['a', 'c'], ['a', 'b'], []]);
  }
});

test('the account whose id the entity has counts before its own record is read', () => {
  expect(new Follower().put(account('b', { entityId: 'a' })).with('b')).toEqual(['a']);
});

test('separated accounts apply earlier opt-outs, and so does an account that joins one of them', () => {
  const follower = new Follower().put(account('a')).put(account('b', { entityId: 'a' }));
  follower.put(account('b', { separated: [{ advertiserId: 'a', at: 9 }] }));
  follower.put(account('a', { separated: [{ advertiserId: 'b', at: 9 }] }));
  expect([follower.with('a'), follower.with('b')]).toEqual([['b9'], ['a9']]);
  follower.put(account('c', { entityId: 'b' }));
  expect([follower.with('b'), follower.with('c')]).toEqual([
    ['a9', 'c'],
    ['a9', 'b'],
  ]);
  follower.put(account('b', { entityId: 'a', separated: [{ advertiserId: 'a', at: 9 }] }));
  expect(follower.with('b')).toContain('a');
});

test('the last record of each account counts, in any order and number of repetitions', () => {
  const record = fc.record({
    id: fc.constantFrom(...IDS),
    entityId: fc.constantFrom(...IDS),
    separated: fc.array(fc.record({ advertiserId: fc.constantFrom(...IDS), at: fc.nat(20) }), { maxLength: 2 }),
  });
  fc.assert(
    fc.property(fc.array(record, { maxLength: 30 }), (records) => {
      const follower = new Follower();
      for (const each of records) follower.put(account(each.id, each));
      const last = new Map(records.map((each) => [each.id, each]));
      const anew = new Follower();
      for (const each of [...last.values()].reverse()) anew.put(account(each.id, each));
      for (const id of IDS) expect(follower.with(id)).toEqual(anew.with(id));
      // Sharing is mutual once both records are read.
      for (const one of last.values())
        for (const other of last.values())
          if (one.id !== other.id && one.entityId === other.entityId) expect(follower.with(one.id)).toContain(other.id);
    }),
  );
});
