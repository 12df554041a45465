import { thresholdsReached } from './thresholds';

test.each([
  { limit: 10, used: 7, reported: 0, reached: [] },
  { limit: 10, used: 8, reported: 0, reached: [80] },
  { limit: 10, used: 9, reported: 80, reached: [] },
  { limit: 10, used: 10, reported: 80, reached: [100] },
  { limit: 10, used: 10, reported: 100, reached: [] },
  { limit: 1_000, used: 1_000, reported: 0, reached: [80, 100] },
  { limit: 3, used: 2, reported: 0, reached: [] },
  // A limit that was lowered below the messages already sent.
  { limit: 10, used: 40, reported: 0, reached: [80, 100] },
  { limit: 0, used: 0, reported: 0, reached: [80, 100] },
])('$used of $limit, reported up to $reported %: $reached', ({ limit, used, reported, reached }) => {
  expect(thresholdsReached(limit, used, reported)).toEqual(reached);
});
