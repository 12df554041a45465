import type { Violation } from './history';
import type { LinkedHistory } from './linked-history';

/** A service waits 30 s for what it needs (START_WAIT_MS). */
const WAITS_MS = 25_000;

/** A service that started with the old recipient keys, and was not ready when they were changed, ends at once and starts with the new ones. */
const BEGINS_ANEW = 'The recipient keys were changed';

/** A start while Kafka or the database is away waits for it; where it gives up, it says why in one line. */
export function startsWait({ history }: LinkedHistory): Violation[] {
  return history.failedStarts
    .filter(({ lastWords }) => !lastWords.includes(BEGINS_ANEW))
    .filter(({ afterMs, lastWords }) => afterMs < WAITS_MS || !lastWords.includes('cannot start:'))
    .map(({ part, afterMs, lastWords }) => ({
      rule: 'a start waits',
      id: part,
      detail: `it gave up after ${afterMs} ms: ${lastWords.slice(0, 300)}`,
    }));
}
