import fc from 'fast-check';
import { type FirstText, type JudgedText, type ReadText, judgeRetries } from './retries';

const T0 = Date.parse('2026-11-25T10:00:00Z');
const MINUTE = 60_000;

let last = 0;
const text = (tier: ReadText['read']['tier'], afterMs: number, more: Partial<ReadText> = {}): ReadText => ({
  moId: `mo-${(last += 1)}`,
  recipientKey: 'anne',
  retryKey: tier,
  retryWithinMs: MINUTE,
  receivedAt: T0 + afterMs,
  acceptedAt: T0 + afterMs,
  read: { tier },
  ...more,
});
const judged = (...texts: ReadText[]): JudgedText[] => judgeRetries(texts, new Map(), new Map());
const counting = (...texts: ReadText[]): boolean[] => judged(...texts).map(({ isRepetition }) => !isRepetition);

test.each([
  {
    it: 'a STOP after a START',
    texts: [text('exact', 0), text('start', 1), text('exact', 2)],
    count: [true, true, true],
  },
  {
    it: 'a STOP at once, with nothing in between',
    texts: [text('exact', 0), text('exact', 5_000)],
    count: [true, false],
  },
  {
    it: 'a STOP six seconds later: who knows what ended it',
    texts: [text('exact', 0), text('exact', 6_000)],
    count: [true, true],
  },
  {
    it: 'a STOP at once, whose operator dates both long ago',
    texts: [text('exact', 0, { receivedAt: T0 - 60 * MINUTE }), text('exact', 1, { receivedAt: T0 - 60 * MINUTE })],
    count: [true, true],
  },
  {
    it: 'what nobody could read',
    texts: [
      text('none', 0, { read: { tier: 'none', unclassified: 'request' } }),
      text('start', 1),
      text('none', 2, { read: { tier: 'none', unclassified: 'request' } }),
    ],
    count: [true, true, true],
  },
  {
    it: 'a START after a STOP',
    texts: [text('start', 0), text('exact', 1), text('start', MINUTE)],
    count: [true, true, false],
  },
  {
    it: 'a START a minute later',
    texts: [text('start', 0), text('exact', 1), text('start', MINUTE + 1)],
    count: [true, true, true],
  },
  {
    it: 'a START after one that counted for nothing',
    texts: [text('start', 0), text('start', 40_000), text('start', 70_000)],
    count: [true, false, true],
  },
  { it: 'a question', texts: [text('help', 0), text('help', MINUTE)], count: [true, false] },
  {
    it: 'a text without retry key',
    texts: [text('start', 0, { retryKey: undefined as never }), text('start', 1, { retryKey: undefined as never })],
    count: [true, true],
  },
])('among similar texts: $it', ({ texts, count }) => {
  expect(counting(...texts)).toEqual(count);
});

test.each([
  { it: 'of another id', one: { operatorId: 'a' }, other: { operatorId: 'b' }, waits: false },
  { it: 'of the same id', one: { operatorId: 'a' }, other: { operatorId: 'a' }, waits: true },
  {
    it: 'of the same id and another date',
    one: { operatorId: 'a', datedAt: T0 },
    other: { operatorId: 'a', datedAt: T0 + 1 },
    waits: false,
  },
  {
    it: 'of the same id, of which one is dated',
    one: { operatorId: 'a', datedAt: T0 },
    other: { operatorId: 'a' },
    waits: true,
  },
  { it: 'without id and date', one: { operatorId: 'a', datedAt: T0 }, other: {}, waits: true },
  { it: 'without id, dated as the other', one: { datedAt: T0 }, other: { datedAt: T0, receivedAt: T0 }, waits: true },
  { it: 'without id, behind one without either', one: {}, other: { datedAt: T0 + 1, receivedAt: T0 + 1 }, waits: true },
  { it: 'without id, dated later', one: { datedAt: T0 }, other: { datedAt: T0 + 1, receivedAt: T0 + 1 }, waits: false },
  { it: 'in parts', one: { operatorId: 'a' }, other: { operatorId: 'b', isJoined: true as const }, waits: true },
])('a START $it waits for a person: $waits', ({ one, other, waits }) => {
  const [first, second] = judged(
    text('start', 0, { retryKey: 'one', ...one }),
    text('start', 49 * 60 * MINUTE, { retryKey: 'other', ...other }),
  );
  expect(first).not.toHaveProperty('isDoubtfulStart');
  expect(second?.isDoubtfulStart === true).toBe(waits);
});

test('a text is no retry of itself, and clock differences between replicas change no order', () => {
  const stop = text('exact', 0);
  expect(counting(stop, stop)).toEqual([true, true]);
  const [, start, again] = judged(stop, text('start', 9_000), text('exact', 2_000));
  expect(again?.isRepetition).toBe(false);
  expect(again?.acceptedAt).toBe((start?.acceptedAt ?? NaN) + 1);
});

/** Suppression's rule (docs/law/opt-outs.md#race) for one person, of what it is given in any order. */
function isOut(texts: readonly ReadText[], of: readonly JudgedText[]): boolean {
  const acts = texts.flatMap(({ read: { tier }, receivedAt }, n) => {
    const { isRepetition = true, acceptedAt = NaN } = of[n] ?? {};
    return isRepetition ? [] : [{ isStop: tier === 'exact', receivedAt, acceptedAt }];
  });
  const stops = acts.filter(({ isStop }) => isStop);
  return (
    stops.length > 0 &&
    !acts.some(
      ({ isStop, receivedAt, acceptedAt }) =>
        !isStop && stops.every((stop) => receivedAt > stop.receivedAt + 5_000 && acceptedAt > stop.acceptedAt),
    )
  );
}

interface Act {
  tier: 'exact' | 'start';
  /** Since the act before it. */
  afterMs: number;
  /** Clock skew of the replica that accepts it. */
  skewMs: number;
  /** Delay of the operator's clock; undefined if it dates nothing. */
  behindMs?: number | undefined;
  id: number;
}

const act: fc.Arbitrary<Act> = fc.record({
  tier: fc.constantFrom('exact' as const, 'start' as const),
  afterMs: fc.oneof(fc.integer({ min: 0, max: 12_000 }), fc.integer({ min: 0, max: 3 * MINUTE })),
  skewMs: fc.integer({ min: -3_600_000, max: 3_600_000 }),
  behindMs: fc.option(fc.integer({ min: 0, max: 220_000_000_000 }), { nil: undefined }),
  id: fc.integer({ min: 0, max: 2 }),
});

test('the last STOP applies, whatever IDs, dates and clocks say, and in any number of batches', () => {
  fc.assert(
    fc.property(fc.array(act, { minLength: 1, maxLength: 12 }), fc.integer({ min: 1, max: 12 }), (acts, batch) => {
      let now = T0;
      const texts = acts.map(({ tier, afterMs, skewMs, behindMs, id }) => {
        now += afterMs;
        const acceptedAt = now + skewMs;
        const receivedAt = behindMs === undefined ? acceptedAt : acceptedAt - behindMs;
        return text(tier, 0, { acceptedAt, receivedAt, retryKey: `${tier} ${id}`, retryWithinMs: 48 * 60 * MINUTE });
      });
      const [firsts, latest] = [new Map<string, FirstText>(), new Map<string, number>()];
      const all: JudgedText[] = [];
      for (let at = 0; at < texts.length; at += batch)
        all.push(...judgeRetries(texts.slice(at, at + batch), firsts, latest));
      if (acts.at(-1)?.tier === 'exact') expect(isOut(texts, all)).toBe(true);
      const accepted = all.flatMap(({ acceptedAt }) => acceptedAt ?? []);
      expect(accepted).toEqual([...new Set(accepted)].sort((a, b) => a - b));
    }),
    { numRuns: 2_000 },
  );
});

test('the last return applies if the texts have one clock, are far apart and distinguishable', () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { minLength: 1, maxLength: 12 }), (stops) => {
      const texts = stops.map((isStop, n) => text(isStop ? 'exact' : 'start', n * 2 * MINUTE));
      expect(isOut(texts, judged(...texts))).toBe(stops.at(-1) === true);
    }),
  );
});
