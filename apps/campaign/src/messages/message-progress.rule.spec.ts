import fc from 'fast-check';
import {
  type MessageEvent,
  type MessageProgress,
  type Step,
  isOpen,
  mergeProgress,
  progressOf,
  sortTimeline,
  stateOf,
} from './message-progress.rule';

const event = (name: Step, attempt?: number, code?: string): MessageEvent => ({
  event: name,
  at: 1_000 * (attempt ?? 9),
  ...(attempt === undefined ? {} : { attempt }),
  ...(code === undefined ? {} : { code }),
});

const fold = (events: readonly MessageEvent[]): MessageProgress => {
  const [first, ...rest] = events.map(progressOf);
  if (!first) throw new Error('a message has at least one event');
  return rest.reduce(mergeProgress, first);
};

const accepted = event('accepted', 0);
const sent = [accepted, event('cleared', 1), event('submitting', 1), event('submitted', 1)];

test.each([
  { it: 'a request', events: [accepted], state: 'accepted', open: true },
  { it: 'a cleared message', events: [accepted, event('cleared', 1)], state: 'accepted', open: true },
  { it: 'a held message', events: [accepted, event('held', 1, 'WINDOW')], state: 'held', open: true },
  {
    it: 'a released message',
    events: [accepted, event('held', 1), event('released', 1)],
    state: 'accepted',
    open: true,
  },
  { it: 'a refused message', events: [accepted, event('refused', 1, 'NO_CONSENT')], state: 'refused', open: false },
  {
    it: 'a message blocked by an opt-out',
    events: [accepted, event('cleared', 1), event('blocked', 1, 'OPTED_OUT')],
    state: 'blocked',
    open: false,
  },
  { it: 'a message the operator took', events: sent, state: 'submitted', open: false },
  { it: 'a message the operator refused', events: [accepted, event('rejected', 1)], state: 'failed', open: false },
  {
    it: 'a message of unknown outcome',
    events: [accepted, event('submitting', 1), event('unknown', 1)],
    state: 'unknown',
    open: false,
  },
  {
    it: 'a message of unknown outcome that the operator had refused, as was reported later',
    events: [accepted, event('submitting', 1), event('unknown', 1), event('rejected', 1, 'OPERATOR_REJECTED')],
    state: 'failed',
    open: false,
  },
  {
    it: 'a message the operator took, of which a successor could not know',
    events: [...sent, event('unknown', 1)],
    state: 'submitted',
    open: false,
  },
  {
    it: 'a message of unknown outcome whose receipt came',
    events: [accepted, event('unknown', 1), event('delivered')],
    state: 'delivered',
    open: false,
  },
  { it: 'a delivered message', events: [...sent, event('delivered')], state: 'delivered', open: false },
  {
    it: 'a message that did not arrive',
    events: [...sent, event('failed', undefined, 'UNDELIV')],
    state: 'failed',
    open: false,
  },
  {
    it: 'a message past its expiry',
    events: [accepted, event('cleared', 1), event('expired', 1, 'EXPIRED')],
    state: 'expired',
    open: false,
  },
  {
    it: 'a message too late for today',
    events: [accepted, event('cleared', 1), event('expired', 1, 'WINDOW_CLOSED')],
    state: 'held',
    open: true,
  },
  {
    it: 'a message whose campaign was paused at the dispatcher',
    events: [accepted, event('cleared', 1), event('submitting', 1), event('expired', 1, 'CAMPAIGN_PAUSED')],
    state: 'held',
    open: true,
  },
  {
    it: 'a message held again for a pause when its window opened',
    events: [accepted, event('held', 1, 'WINDOW_CLOSED'), event('held', 2, 'CAMPAIGN_PAUSED')],
    state: 'held',
    open: true,
  },
  {
    it: 'a message refused with its campaign',
    events: [accepted, event('held', 1), event('released', 2), event('refused', 2, 'CAMPAIGN_CANCELLED')],
    state: 'cancelled',
    open: false,
  },
  {
    it: 'a message blocked with its campaign',
    events: [accepted, event('cleared', 1), event('submitting', 1), event('blocked', 1, 'CAMPAIGN_CANCELLED')],
    state: 'cancelled',
    open: false,
  },
  {
    it: 'a message too late for yesterday, cleared today',
    events: [
      accepted,
      event('expired', 1, 'WINDOW_CLOSED'),
      event('held', 2),
      event('released', 2),
      event('cleared', 2),
    ],
    state: 'accepted',
    open: true,
  },
])('$it is $state', ({ events, state, open }) => {
  const { step } = fold(events);
  expect(stateOf(step)).toBe(state);
  expect(isOpen(step)).toBe(open);
});

const NAMES: Step[] = [
  'held',
  'released',
  'cleared',
  'submitting',
  'refused',
  'expired',
  'blocked',
  'rejected',
  'unknown',
  'submitted',
];
const anyEvent = fc.oneof(
  fc.tuple(fc.constantFrom(...NAMES), fc.integer({ min: 1, max: 5 })).map(([name, attempt]) => event(name, attempt)),
  fc.constantFrom(event('delivered'), event('failed'), accepted),
);
const history = fc.array(anyEvent, { minLength: 1, maxLength: 20 });

test('events in any order and any number give the same state', () => {
  const shuffledAndRepeated = history.chain((events) =>
    fc.tuple(
      fc.constant(events),
      fc.shuffledSubarray(events, { minLength: events.length }),
      fc.array(fc.constantFrom(...events), { maxLength: 10 }),
    ),
  );
  fc.assert(
    fc.property(shuffledAndRepeated, ([events, shuffled, repeated]) => {
      expect(fold([...repeated, ...shuffled])).toEqual(fold(events));
    }),
    { numRuns: 1_000 },
  );
});

test('two merged parts of a history give the whole history', () => {
  fc.assert(
    fc.property(history, history, (some, others) => {
      expect(mergeProgress(fold(some), fold(others))).toEqual(fold([...some, ...others]));
    }),
  );
});

test('a later attempt takes precedence over earlier ones, and a receipt over all attempts', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...NAMES),
      fc.constantFrom(...NAMES),
      fc.integer({ min: 1, max: 1_000_000 }),
      (a, b, n) => {
        expect(progressOf(event(a, n)).progress).toBeLessThan(progressOf(event(b, n + 1)).progress);
        expect(progressOf(event(a, n)).progress).toBeLessThan(progressOf(event('failed')).progress);
      },
    ),
  );
});

test('the timeline is in the order of events, not of arrival', () => {
  const { timeline } = fold([event('submitted', 1), accepted, event('delivered'), event('cleared', 1)]);
  expect(sortTimeline(timeline).map(({ event: name }) => name)).toEqual([
    'accepted',
    'cleared',
    'submitted',
    'delivered',
  ]);
});

test('stores a detail without the characters that PostgreSQL refuses', () => {
  const { timeline } = progressOf({ ...event('refused', 1), detail: 'bad\u0000half\ud83d' });
  expect(timeline['refused:1']?.detail).toBe('bad\uFFFDhalf\uFFFD');
});
