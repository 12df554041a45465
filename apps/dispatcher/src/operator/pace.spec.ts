import fc from 'fast-check';
import { Pace } from './pace';

// Time moves only where a test moves it; `limiter` reads the same clock.
beforeEach(() => {
  jest.useFakeTimers();
});
afterEach(() => {
  jest.useRealTimers();
});

const THROTTLED_MS = 1_000;
const QUEUE_FULL_MS = 5_000;
const pass = (ms: number): void => void jest.advanceTimersByTime(ms);
const pace = (ceiling: number, random = 0): Pace => new Pace(ceiling, () => random);

/** Submits that leave within `ms` while more are always waiting. */
function leaveFor(one: Pace, ms: number): number[] {
  const epochs: number[] = [];
  for (let waited = 0; waited < ms;) {
    const wait = one.waitMs();
    if (wait === 0) epochs.push(one.leave());
    else {
      const step = Math.min(Math.ceil(wait), ms - waited);
      pass(step);
      waited += step;
    }
  }
  return epochs;
}

test.each([1, 20, 300, 5_000])('sends %d submits per second, and no more', (ceiling) => {
  const one = pace(ceiling);
  leaveFor(one, 1_000);
  const left = leaveFor(one, 10_000).length;
  expect(left).toBeLessThanOrEqual(ceiling * 10.2 + 1);
  expect(left).toBeGreaterThan(ceiling * 10 * 0.9);
});

test('calls with several messages leave at the rate of the messages', () => {
  const one = pace(100);
  leaveFor(one, 1_000);
  let left = 0;
  for (let waited = 0; waited < 10_000;) {
    const wait = Math.ceil(one.waitMs());
    if (wait === 0) {
      one.leave(20);
      left += 20;
    }
    pass(Math.max(wait, 1));
    waited += Math.max(wait, 1);
  }
  expect(left).toBeLessThanOrEqual(1_020);
  expect(left).toBeGreaterThan(900);
});

test('a pause that the provider requests is not cut short', () => {
  const one = pace(100);
  one.refused(one.leave(), THROTTLED_MS, 120_000);
  expect(one.waitMs()).toBe(120_000);
});

test('sends no burst after a quiet hour', () => {
  const one = pace(20);
  pass(3_600_000);
  expect(leaveFor(one, 1_000).length).toBeLessThanOrEqual(21);
});

test.each([
  { it: 'throttled', firstMs: THROTTLED_MS, pauses: [1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000] },
  { it: 'full queues', firstMs: QUEUE_FULL_MS, pauses: [5_000, 10_000, 20_000, 30_000, 30_000] },
])('pauses after $it double up to 30 s', ({ firstMs, pauses }) => {
  const one = pace(20);
  for (const expected of pauses) {
    pass(one.waitMs());
    const epoch = one.leave();
    one.refused(epoch, firstMs);
    expect(one.waitMs()).toBe(expected);
    pass(expected);
  }
});

test('adds up to a quarter to a pause at random', () => {
  const one = pace(20, 1);
  pass(1_000);
  one.refused(one.leave(), THROTTLED_MS);
  expect(one.waitMs()).toBe(1_250);
});

test('an accepted submit makes the next pause short again', () => {
  const one = pace(20);
  for (let n = 0; n < 4; n += 1) {
    pass(60_000);
    one.refused(one.leave(), THROTTLED_MS);
  }
  pass(60_000);
  one.taken(one.leave());
  pass(1_000);
  one.refused(one.leave(), THROTTLED_MS);
  expect(one.waitMs()).toBe(1_000);
});

test('a window full of refusals is one refusal', () => {
  const one = pace(100);
  const epochs = leaveFor(one, 1_000);
  const before = one.rate;
  for (const epoch of epochs) one.refused(epoch, THROTTLED_MS);
  expect(one.rate).toBeGreaterThan(before / 2.5);
  expect(one.waitMs()).toBe(1_000);
});

test('the rate halves, then rises by a twentieth every 5 s up to what was agreed', () => {
  const one = pace(100);
  const epochs = leaveFor(one, 2_000);
  one.refused(epochs.at(-1) ?? 0, THROTTLED_MS);
  const halved = one.rate;
  expect(halved).toBeGreaterThan(45);
  expect(halved).toBeLessThanOrEqual(50);
  pass(1_000 + 4_999);
  expect(one.rate).toBe(halved);
  pass(1);
  expect(one.rate).toBe(halved + 5);
  pass(40_000);
  expect(one.rate).toBeLessThan(100);
  pass(10_000);
  expect(one.rate).toBe(100);
});

test('halves the rate that was reached if the agreed one is far above it', () => {
  const one = pace(10_000);
  const epochs: number[] = [];
  for (let n = 0; n < 20; n += 1) {
    pass(100);
    epochs.push(one.leave());
  }
  one.refused(epochs.at(-1) ?? 0, THROTTLED_MS);
  expect(one.rate).toBeLessThanOrEqual(5);
});

test('is refused while nothing is accepted', () => {
  const one = pace(20);
  for (let n = 0; n < 3; n += 1) {
    pass(100_000);
    one.refused(one.leave(), THROTTLED_MS);
  }
  expect(one.refusedForMs()).toBe(200_000);
  pass(60_000);
  one.taken(one.leave());
  expect(one.refusedForMs()).toBe(0);
});

test('keeps the rate between 1 and the agreed maximum, and always allows a next submit', () => {
  const event = fc.oneof(
    fc.record({ pass: fc.integer({ min: 0, max: 20_000 }) }),
    fc.record({ answer: fc.constantFrom('taken', 'throttled', 'full') }),
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 5_000 }), fc.array(event, { maxLength: 60 }), (ceiling, events) => {
      const one = pace(ceiling);
      for (const each of events) {
        if ('pass' in each) pass(each.pass);
        else {
          const epoch = one.leave();
          if (each.answer === 'taken') one.taken(epoch);
          else one.refused(epoch, each.answer === 'full' ? QUEUE_FULL_MS : THROTTLED_MS);
        }
        expect(one.rate).toBeGreaterThanOrEqual(1);
        expect(one.rate).toBeLessThanOrEqual(ceiling);
        expect(one.waitMs()).toBeLessThanOrEqual(31_000);
      }
    }),
  );
});
