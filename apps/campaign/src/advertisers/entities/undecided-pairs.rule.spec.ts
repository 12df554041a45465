import { type EntityAccount, undecidedPairs } from './undecided-pairs.rule';

const account = (id: string, more: Partial<EntityAccount> = {}): EntityAccount => ({
  ...{ id, name: `Marque ${id}`, legalName: 'Lorane SAS', registration: null, entityId: id, createdAt: 0 },
  ...{ separatedAt: null },
  ...more,
});
const pairs = (...accounts: EntityAccount[]) =>
  undecidedPairs(accounts).map(({ accounts: [one, other], sameBy }) => `${one.id}${other.id} ${sameBy}`);

test.each([
  { it: 'of one legal name', all: [account('a'), account('b', { legalName: 'LORANE' })], found: ['ab legalName'] },
  {
    it: 'of one number under two names',
    all: [account('a', { registration: 'FR1' }), account('b', { registration: 'FR1', legalName: 'Autre' })],
    found: ['ab registration'],
  },
  { it: 'of one entity', all: [account('a'), account('b', { entityId: 'a' })], found: [] },
  { it: 'separated in writing', all: [account('a'), account('b', { createdAt: 1, separatedAt: 1 })], found: [] },
  {
    it: 'made after one was separated from others',
    all: [account('a', { separatedAt: 1 }), account('b', { createdAt: 2 })],
    found: ['ab legalName'],
  },
  {
    it: 'of two entities, once for both',
    all: [account('a'), account('b', { entityId: 'a' }), account('c'), account('d', { entityId: 'c' })],
    found: ['ac legalName'],
  },
  { it: 'of different names', all: [account('a'), account('b', { legalName: 'Brulerie' })], found: [] },
])('accounts $it', ({ all, found }) => expect(pairs(...all)).toEqual(found));
