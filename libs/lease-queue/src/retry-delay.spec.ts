import { retryDelayMs } from './retry-delay';

test.each([
  { attempts: 1, random: 0, ms: 500 },
  { attempts: 1, random: 1, ms: 1_000 },
  { attempts: 4, random: 0.5, ms: 6_000 },
  { attempts: 13, random: 1, ms: 3_600_000 },
  { attempts: 2_000, random: 1, ms: 3_600_000 },
])('after $attempts failures the next attempt waits $ms ms when chance says $random', ({ attempts, random, ms }) => {
  expect(retryDelayMs(attempts, random)).toBe(ms);
});
