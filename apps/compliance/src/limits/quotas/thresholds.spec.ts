import { thresholdsReached } from './thresholds';

test.each([
  { limit: 10, used: 7, told: 0, reached: [] },
  { limit: 10, used: 8, told: 0, reached: [80] },
  { limit: 10, used: 9, told: 80, reached: [] },
  { limit: 10, used: 10, told: 80, reached: [100] },
  { limit: 10, used: 10, told: 100, reached: [] },
  { limit: 1_000, used: 1_000, told: 0, reached: [80, 100] },
  { limit: 3, used: 2, told: 0, reached: [] },
  // A limit that was lowered below what had left.
  { limit: 10, used: 40, told: 0, reached: [80, 100] },
  { limit: 0, used: 0, told: 0, reached: [80, 100] },
])('$used of $limit, told of $told %: $reached', ({ limit, used, told, reached }) => {
  expect(thresholdsReached(limit, used, told)).toEqual(reached);
});
