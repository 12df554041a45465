import fc from 'fast-check';
import { type Act, chainOf } from './consent-chain';
import { judgeConsentStatus } from './judge-consent-status';

const T = Date.parse('2026-11-01T10:00:00Z');
const MINUTE = 60_000;
const optOut = (at: number, scope = 'a'): Extract<Act, { kind: 'opt-out' }> => ({
  kind: 'opt-out',
  at,
  // Two opt-outs of one moment have each an id of its own.
  id: scope === 'a' ? `o${at}` : `o${at}${scope}`,
  scope,
  backAt: null,
});
const withdrawal = (at: number): Act => ({ kind: 'withdrawal', at, id: `w${at}` });
const consent = (at: number): Act => ({ kind: 'consent', at, id: `c${at}`, isStart: false });
const start = (at: number): Act => ({ kind: 'consent', at, id: `c${at}`, isStart: true });
const statuses = (acts: Act[]) => chainOf(T, acts).map(({ status }) => status);

test.each([
  { it: 'nothing', acts: [], chain: ['granted'] },
  { it: 'an opt-out before it, which it does not end', acts: [optOut(T - MINUTE)], chain: ['granted', 'withdrawn'] },
  {
    it: 'an opt-out before it, ended before it too',
    acts: [optOut(T - 3 * MINUTE), start(T - MINUTE)],
    chain: ['granted'],
  },
  { it: 'an opt-out before it, being a START', acts: [optOut(T - MINUTE), start(T)], chain: ['granted'] },
  {
    it: 'an opt-out before it and a START after it',
    acts: [optOut(T - MINUTE), start(T + MINUTE)],
    chain: ['granted', 'withdrawn', 're-granted'],
  },
  { it: 'an opt-out at the same instant', acts: [optOut(T)], chain: ['granted', 'withdrawn'] },
  { it: 'an opt-out within the skew before it', acts: [optOut(T - 5_000)], chain: ['granted', 'withdrawn'] },
  {
    it: 'a START within the skew after the opt-out',
    acts: [optOut(T + MINUTE), start(T + MINUTE + 5_000)],
    chain: ['granted', 'withdrawn'],
  },
  {
    it: 'a START well after it',
    acts: [optOut(T + MINUTE), start(T + MINUTE + 5_001)],
    chain: ['granted', 'withdrawn', 're-granted'],
  },
  {
    it: 'a consent well after it, which somebody reported',
    acts: [optOut(T + MINUTE), consent(T + 9 * MINUTE)],
    chain: ['granted', 'withdrawn'],
  },
  {
    it: 'such a consent of before, which ended it',
    acts: [{ ...optOut(T + MINUTE), backAt: T + 9 * MINUTE }, consent(T + 9 * MINUTE)],
    chain: ['granted', 'withdrawn', 're-granted'],
  },
  {
    it: 'an opt-out that a named person lifted',
    acts: [{ ...optOut(T + MINUTE), backAt: T + 9 * MINUTE }],
    chain: ['granted', 'withdrawn', 're-granted'],
  },
  {
    it: 'such an opt-out from all, with one from the advertiser in force',
    acts: [{ ...optOut(T + MINUTE, '*'), backAt: T + 9 * MINUTE }, optOut(T + 2 * MINUTE)],
    chain: ['granted', 'withdrawn'],
  },
  {
    it: 'one from the advertiser that was lifted, with one from all in force',
    acts: [optOut(T + MINUTE, '*'), { ...optOut(T + 2 * MINUTE), backAt: T + 9 * MINUTE }],
    chain: ['granted', 'withdrawn'],
  },
  {
    it: 'a lift, with a withdrawal that no lift undoes',
    acts: [{ ...optOut(T + MINUTE), backAt: T + 9 * MINUTE }, withdrawal(T + 2 * MINUTE)],
    chain: ['granted', 'withdrawn'],
  },
  {
    it: 'a consent after a withdrawal',
    acts: [withdrawal(T + MINUTE), consent(T + MINUTE + 5_001)],
    chain: ['granted', 'withdrawn', 're-granted'],
  },
  {
    it: 'a withdrawal just before the START',
    acts: [optOut(T + MINUTE), withdrawal(T + 2 * MINUTE), start(T + 2 * MINUTE + 1)],
    chain: ['granted', 'withdrawn'],
  },
  {
    it: 'a START to one after an opt-out from all',
    acts: [optOut(T + MINUTE, '*'), start(T + 9 * MINUTE)],
    chain: ['granted', 'withdrawn'],
  },
  {
    it: 'all of it twice',
    acts: [optOut(T + MINUTE), start(T + 2 * MINUTE), withdrawal(T + 3 * MINUTE), consent(T + 4 * MINUTE)],
    chain: ['granted', 'withdrawn', 're-granted', 'withdrawn', 're-granted'],
  },
])('after $it the chain is $chain', ({ acts, chain }) => {
  expect(statuses(acts)).toEqual(chain);
});

test('each step names its cause', () => {
  expect(chainOf(T, [optOut(T + MINUTE), start(T + 2 * MINUTE), withdrawal(T + 3 * MINUTE)])).toEqual([
    { status: 'granted', at: '2026-11-01T10:00:00.000Z' },
    { status: 'withdrawn', at: '2026-11-01T10:01:00.000Z', optOutId: `o${T + MINUTE}`, scope: 'a' },
    { status: 're-granted', at: '2026-11-01T10:02:00.000Z', consentId: `c${T + 2 * MINUTE}` },
    { status: 'withdrawn', at: '2026-11-01T10:03:00.000Z', withdrawalId: `w${T + 3 * MINUTE}` },
  ]);
  expect(chainOf(T, [{ ...optOut(T + MINUTE), backAt: T + 2 * MINUTE }]).at(-1)).toEqual({
    status: 're-granted',
    at: '2026-11-01T10:02:00.000Z',
    optOutId: `o${T + MINUTE}`,
  });
});

const at = fc.integer({ min: T - 20_000, max: T + 20_000 });
const acts = fc.array(
  fc.oneof(
    at.map((when) => optOut(when)),
    at.map((when) => optOut(when, '*')),
    at.map(withdrawal),
    at.map(consent),
    at.map(start),
  ),
  { maxLength: 10 },
);

test('the order in which acts are received changes nothing', () => {
  const shuffled = acts.chain((all) =>
    fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length, maxLength: all.length })),
  );
  fc.assert(fc.property(shuffled, ([all, again]) => expect(chainOf(T, again)).toEqual(chainOf(T, all))));
});

test('the chain ends as withdrawn exactly if an advert is refused', () => {
  const latest = (all: Act[], of: (act: Act) => boolean) =>
    Math.max(...all.flatMap((act) => (of(act) ? [act.at] : [])));
  fc.assert(
    fc.property(acts, fc.boolean(), (received, isStart) => {
      const all = [...received, isStart ? start(T) : consent(T)];
      const isEveryone = all.some((act) => act.kind === 'opt-out' && act.scope === '*');
      const [outAt, withdrawnAt, startAt] = [
        latest(all, ({ kind }) => kind === 'opt-out'),
        latest(all, ({ kind }) => kind === 'withdrawal'),
        latest(all, (act) => act.kind === 'consent' && act.isStart),
      ];
      const consentStatus = {
        consent: { consentId: 'c', grantedAt: T, basis: 'consent', source: 'form' },
        actAt: latest(all, ({ kind }) => kind === 'consent'),
        startAt,
        ...(Number.isFinite(withdrawnAt) && { withdrawnAt }),
        ...(Number.isFinite(outAt) && { optOut: { scope: isEveryone ? '*' : 'a', episodeId: 'e', at: outAt } }),
      };
      const refused =
        judgeConsentStatus('marketing', consentStatus, T, { bases: ['consent'], expiryYears: 3, months: {} }) !==
        undefined;
      expect(chainOf(T, all).at(-1)?.status === 'withdrawn').toBe(refused);
    }),
  );
});
