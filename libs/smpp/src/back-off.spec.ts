import { pauseBeforeReconnect } from './back-off';
import { STATUS } from './status';

test.each([
  { it: 'after a link that was bound', failures: 0, random: 0, pause: 500 },
  { it: 'after a first failure', failures: 1, random: 0, pause: 500 },
  { it: 'after a second', failures: 2, random: 0, pause: 1_000 },
  { it: 'after a fifth', failures: 5, random: 0, pause: 8_000 },
  { it: 'after many', failures: 10_000, random: 0, pause: 30_000 },
  { it: 'with the most chance', failures: 2, random: 0.999, pause: 500.5 },
  { it: 'after a wrong password', failures: 1, status: STATUS.ESME_RINVPASWD, random: 0, pause: 30_000 },
  { it: 'after a wrong system id', failures: 1, status: STATUS.ESME_RINVSYSID, random: 0, pause: 30_000 },
  { it: 'after binds that came too fast', failures: 1, status: STATUS.OVH_BIND_THROTTLED, random: 0, pause: 30_000 },
  { it: 'after another refusal', failures: 1, status: STATUS.ESME_RBINDFAIL, random: 0, pause: 500 },
])('the pause $it is $pause ms', ({ failures, status, random, pause }) => {
  expect(pauseBeforeReconnect(failures, status, { min: 500, max: 30_000 }, random)).toBeCloseTo(pause);
});
