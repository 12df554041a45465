import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clockFrom } from '@stopsms/kernel';
import { LocalStackError } from '../local-stack-error';
import { lawfulClock } from './lawful-clock';

const NOTE_EVERY_MS = 5000;
const MINUTE_MS = 60_000;

interface ChosenClock {
  /** `STOPSMS_CLOCK`; undefined is real time. */
  setting: string | undefined;
  /** A line for people. */
  because: string;
}

/**
 * Returns the simulated time of a stack started at `now`: the caller's own setting if there is one, else a lawful hour. Never
 * before the minute after the last time of the stack of this data folder: its data would come from the future, and an
 * operator's repeated reply may be recognised by number, text and minute.
 */
export function chooseClock(dir: string, now: Date, wanted: string | undefined): ChosenClock {
  const notBefore = minuteAfter(lastSimulatedTime(dir));
  if (wanted) {
    // Without an anchor each process would begin to count when it starts.
    const anchored = wanted.includes('@') ? wanted : `${wanted}@${now.toISOString()}`;
    if (!notBefore || clockFrom(anchored).now() >= notBefore.getTime())
      return chosen(anchored, 'as STOPSMS_CLOCK says');
    return chosen(
      `${notBefore.toISOString()}@${now.toISOString()}`,
      `where the last run ended: STOPSMS_CLOCK=${wanted} is before it, and time must not run backwards (npm run reset deletes the data)`,
    );
  }
  const setting = lawfulClock(now, notBefore);
  if (!setting) return { setting, because: 'Clock: real time' };
  return chosen(
    setting,
    lawfulClock(now) ? 'no advert may leave in France at the real hour' : 'where the last run ended',
  );
}

/**
 * Returns the real time, for a stack whose SMS reach people.
 * @throws LocalStackError `configuration-invalid` if another time is wanted, or the data of this folder are of a later one
 */
export function requireRealTime(dir: string, now: Date, wanted: string | undefined): ChosenClock {
  if (wanted) {
    throw new LocalStackError('configuration-invalid', 'Real SMS need the real time: unset STOPSMS_CLOCK.');
  }
  const last = lastSimulatedTime(dir);
  if (last && last > now) {
    throw new LocalStackError(
      'configuration-invalid',
      `Real SMS need the real time, and the data in ${dir} reach ${last.toISOString()} of a simulated clock: choose another folder (STOPSMS_DIR=.stopsms-live) or delete the data (npm run reset).`,
    );
  }
  return { setting: undefined, because: 'Clock: real time' };
}

function chosen(setting: string, why: string): ChosenClock {
  return { setting, because: `Clock: starts at ${new Date(clockFrom(setting).now()).toISOString()}, ${why}` };
}

/**
 * Keeps a note in the data folder of the time that is shown.
 * @returns ends it, with a last note
 */
export function saveSimulatedClock(dir: string, clock: string | undefined): () => void {
  const note = () => writeFileSync(fileIn(dir), new Date(clockFrom(clock).now()).toISOString());
  note();
  const timer = setInterval(note, NOTE_EVERY_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    note();
  };
}

function lastSimulatedTime(dir: string): Date | undefined {
  try {
    const shown = new Date(readFileSync(fileIn(dir), 'utf8'));
    return Number.isNaN(shown.getTime()) ? undefined : shown;
  } catch {
    return undefined;
  }
}

function minuteAfter(shown: Date | undefined): Date | undefined {
  // A run that was killed has gone on a little after its last note.
  const last = shown && shown.getTime() + 2 * NOTE_EVERY_MS;
  return last === undefined ? undefined : new Date((Math.floor(last / MINUTE_MS) + 1) * MINUTE_MS);
}

function fileIn(dir: string): string {
  return join(dir, 'shown-time');
}
