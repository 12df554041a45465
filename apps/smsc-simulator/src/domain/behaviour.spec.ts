import { GOOD_DAY, delayWithin, failureOf, refusalOf, retryDelay } from './behaviour';

const ANNE = '+33639980001';

/** Gives these one after the other. */
const randomly =
  (...values: number[]) =>
  (): number =>
    values.shift() ?? 1;

test.each([
  { it: 'takes every submit on a good day', change: {}, random: [0, 0, 0], status: 0 },
  { it: 'throttles at its rate', change: { throttleRate: 0.5 }, random: [0.49], status: 0x58 },
  { it: 'does not throttle above its rate', change: { throttleRate: 0.5 }, random: [0.5], status: 0 },
  { it: 'has a full queue at its rate', change: { queueFullRate: 1 }, random: [0, 0.9], status: 0x14 },
  { it: 'gives its error at its rate', change: { errorRate: 1, errorStatus: 0x45 }, random: [0, 0, 0.9], status: 0x45 },
])('an operator $it', ({ change, random, status }) => {
  expect(refusalOf({ ...GOOD_DAY, ...change }, randomly(...random))).toBe(status);
});

test('a listed number fails as listed, another one at the rate', () => {
  const listed = { stat: 'REJECTD' as const, err: '053' };
  const behaviour = { ...GOOD_DAY, undeliverable: { [ANNE]: listed }, undeliverableRate: 0.1 };
  expect(failureOf(behaviour, ANNE, randomly(0.5))).toEqual(listed);
  expect(failureOf(behaviour, '+33639980002', randomly(0.5))).toBeUndefined();
  expect(failureOf(behaviour, '+33639980002', randomly(0.05))).toEqual({ stat: 'UNDELIV', err: '001' });
});

test('delays include both ends', () => {
  expect(delayWithin({ min: 5, max: 7 }, () => 0)).toBe(5);
  expect(delayWithin({ min: 5, max: 7 }, () => 0.999)).toBe(7);
});

test('retries wait twice as long each time, up to the longest', () => {
  expect([1, 2, 3, 4, 99].map((attempts) => retryDelay({ min: 10, max: 50 }, attempts))).toEqual([10, 20, 40, 50, 50]);
});
