import { judgeReaction } from './judge-reaction.rule';

const limits = {
  alertRate: 0.03,
  alertAfter: 100,
  pauseRate: 0.05,
  pauseAfter: 500,
  complaints: 3,
  complaintRate: 0.001,
};
const judge = (delivered: number, optedOut: number, complaints = 0) => {
  const { alert, pause } = judgeReaction({ delivered, optedOut, complaints }, limits);
  return [alert !== undefined, pause?.code];
};

test.each([
  { it: 'nobody has reacted', of: [1_000, 0], says: [false, undefined] },
  { it: 'exactly 3 % opted out', of: [1_000, 30], says: [false, undefined] },
  { it: 'more than 3 % opted out', of: [1_000, 31], says: [true, undefined] },
  { it: '4 of the first 99 opted out', of: [99, 4], says: [false, undefined] },
  { it: '4 of the first 100 opted out', of: [100, 4], says: [true, undefined] },
  { it: 'exactly 5 % opted out', of: [1_000, 50], says: [true, undefined] },
  { it: 'more than 5 % opted out', of: [1_000, 51], says: [true, 'STOP_RATE'] },
  { it: 'more than 5 % of the first 499 opted out', of: [499, 40], says: [true, undefined] },
  { it: 'more than 5 % of the first 500 opted out', of: [500, 26], says: [true, 'STOP_RATE'] },
  { it: 'two complained', of: [10, 0, 2], says: [false, undefined] },
  { it: 'three of 2,999 complained', of: [2_999, 0, 3], says: [false, 'COMPLAINTS'] },
  { it: 'three of 3,000 complained, which is 0.1 %', of: [3_000, 0, 3], says: [false, undefined] },
  { it: 'three complained before any receipt came', of: [0, 0, 3], says: [false, 'COMPLAINTS'] },
])('when $it', ({ of: [delivered = 0, optedOut = 0, complaints], says }) => {
  expect(judge(delivered, optedOut, complaints)).toEqual(says);
});

test('states the rate and the limit', () => {
  const { alert, pause } = judgeReaction({ delivered: 1_000, optedOut: 54, complaints: 0 }, limits);
  expect(alert).toBe('54 of 1000 recipients opted out (5.4 %), more than 3.0 %.');
  expect(pause?.detail).toBe('54 of 1000 recipients opted out (5.4 %), more than 5.0 %.');
});
