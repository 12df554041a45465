import fc from 'fast-check';
import { type Act, chainOf } from './consent-chain';
import { judgeStanding } from '../deciding/judge-standing';

const T = Date.parse('2026-11-01T10:00:00Z');
const MINUTE = 60_000;
const optOut = (at: number, scope = 'a'): Act => ({ kind: 'opt-out', at, id: `o${at}`, scope, backAt: null });
const withdrawal = (at: number): Act => ({ kind: 'withdrawal', at, id: `w${at}` });
const consent = (at: number): Act => ({ kind: 'consent', at, id: `c${at}` });
const statuses = (acts: Act[]) => chainOf(T, acts).map(({ status }) => status);

test.each([
  { it: 'nothing', acts: [], chain: ['granted'] },
  { it: 'an opt-out before it', acts: [optOut(T - MINUTE)], chain: ['granted'] },
  { it: 'an opt-out at the same instant', acts: [optOut(T)], chain: ['granted', 'withdrawn'] },
  { it: 'an opt-out within the skew before it', acts: [optOut(T - 5_000)], chain: ['granted', 'withdrawn'] },
  {
    it: 'a consent within the skew after the opt-out',
    acts: [optOut(T + MINUTE), consent(T + MINUTE + 5_000)],
    chain: ['granted', 'withdrawn'],
  },
  {
    it: 'a consent well after it',
    acts: [optOut(T + MINUTE), consent(T + MINUTE + 5_001)],
    chain: ['granted', 'withdrawn', 're-granted'],
  },
  {
    it: 'a second STOP before the consent',
    acts: [optOut(T + MINUTE), withdrawal(T + 2 * MINUTE), consent(T + 2 * MINUTE + 1)],
    chain: ['granted', 'withdrawn'],
  },
  {
    it: 'a consent to one after an opt-out from all',
    acts: [optOut(T + MINUTE, '*'), consent(T + 9 * MINUTE)],
    chain: ['granted', 'withdrawn'],
  },
  {
    it: 'all of it twice',
    acts: [optOut(T + MINUTE), consent(T + 2 * MINUTE), withdrawal(T + 3 * MINUTE), consent(T + 4 * MINUTE)],
    chain: ['granted', 'withdrawn', 're-granted', 'withdrawn', 're-granted'],
  },
])('after $it the chain is $chain', ({ acts, chain }) => {
  expect(statuses(acts)).toEqual(chain);
});

test('the links name what made them', () => {
  expect(chainOf(T, [optOut(T + MINUTE), consent(T + 2 * MINUTE), withdrawal(T + 3 * MINUTE)])).toEqual([
    { status: 'granted', at: '2026-11-01T10:00:00.000Z' },
    { status: 'withdrawn', at: '2026-11-01T10:01:00.000Z', optOutId: `o${T + MINUTE}`, scope: 'a' },
    { status: 're-granted', at: '2026-11-01T10:02:00.000Z', consentId: `c${T + 2 * MINUTE}` },
    { status: 'withdrawn', at: '2026-11-01T10:03:00.000Z', withdrawalId: `w${T + 3 * MINUTE}` },
  ]);
});

const at = fc.integer({ min: T - 20_000, max: T + 20_000 });
const acts = fc.array(
  fc.oneof(
    at.map((when) => optOut(when)),
    at.map((when) => optOut(when, '*')),
    at.map(withdrawal),
    at.map(consent),
  ),
  { maxLength: 10 },
);

test('the order in which acts are heard of changes nothing', () => {
  const shuffled = acts.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
  );
  fc.assert(fc.property(shuffled, ([all, again]) => expect(chainOf(T, again)).toEqual(chainOf(T, all))));
});

test('the chain ends withdrawn exactly when an advert is refused', () => {
  const latest = (all: Act[], kind: Act['kind']) =>
    Math.max(...all.flatMap((act) => (act.kind === kind ? [act.at] : [])));
  fc.assert(
    fc.property(acts, (heard) => {
      const all = [...heard, consent(T)];
      const [everyone] = all.flatMap((act) => (act.kind === 'opt-out' && act.scope === '*' ? [act] : []));
      // One from long ago would refuse every consent since, and their chains begin after it.
      fc.pre(!everyone || everyone.at >= T - 5_000);
      const [outAt, withdrawnAt] = [latest(all, 'opt-out'), latest(all, 'withdrawal')];
      const standing = {
        consent: { consentId: 'c', grantedAt: T, basis: 'consent', source: 'form' },
        actAt: latest(all, 'consent'),
        ...(Number.isFinite(withdrawnAt) && { withdrawnAt }),
        ...(Number.isFinite(outAt) && { optOut: { scope: everyone ? '*' : 'a', episodeId: 'e', at: outAt } }),
      };
      const refused = judgeStanding('marketing', standing, T, { bases: ['consent'], expiryYears: 3 }) !== undefined;
      expect(chainOf(T, all).at(-1)?.status === 'withdrawn').toBe(refused);
    }),
  );
});
