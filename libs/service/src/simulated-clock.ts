import { CannotStart, type Clock } from '@stopsms/kernel';
import type { Database } from '@stopsms/persistence';
import type { Log } from './log';

const NOTE_EVERY_MS = 5_000;
/** More than the difference between clocks of machines, and the maximum age of the saved time when a process is killed. */
const TOLERANCE_MS = 5_000;

/**
 * Saves the simulated time beside the data. In development mode `STOPSMS_CLOCK` may set any time; on data with a later one a message
 * would be delivered before its request, and its proof would show that. A clock that is behind the saved time is refused.
 * @returns stops saving, after a last time
 * @throws CannotStart that names a valid clock
 */
export async function saveSimulatedClock(db: Database, clock: Clock, log: Log): Promise<() => Promise<void>> {
  await refuseEarlier(db, clock.now());
  const note = () =>
    db.run(async (tx) => {
      await tx.query(
        `INSERT INTO shown_time AS shown (at) VALUES ($1)
         ON CONFLICT (single) DO UPDATE SET at = greatest(shown.at, excluded.at)`,
        [new Date(clock.now())],
      );
    });
  await note();
  let noting = Promise.resolve();
  const timer = setInterval(() => {
    noting = noting
      .then(note)
      .catch((error: unknown) => log.info({ err: error }, 'The time shown is not noted; later'));
  }, NOTE_EVERY_MS);
  return async () => {
    clearInterval(timer);
    await noting;
    await note().catch(() => undefined);
  };
}

async function refuseEarlier(db: Database, now: number): Promise<void> {
  const [last] = await db.query<{ at: Date }>('SELECT at FROM shown_time');
  if (!last || now >= last.at.getTime() - TOLERANCE_MS) return;
  const enough = new Date(last.at.getTime() + TOLERANCE_MS).toISOString();
  throw new CannotStart(
    `The clock shows ${new Date(now).toISOString()}, but this data has seen ${last.at.toISOString()}: time would run backwards, and proofs with it. ` +
      `Set STOPSMS_CLOCK=${enough}@${new Date().toISOString()} for all services, or begin with empty data.`,
  );
}
