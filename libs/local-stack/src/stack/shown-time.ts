import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { clockFrom } from '@stopsms/kernel';
import { lawfulClock } from './lawful-clock';

const NOTE_EVERY_MS = 5000;
const MINUTE_MS = 60_000;

export interface ChosenClock {
  /** `STOPSMS_CLOCK`; undefined is real time. */
  setting: string | undefined;
  /** A line for people. */
  because: string;
}

/**
 * What the clock of a stack started at `now` shows: the caller's own setting where there is one, else a lawful hour that is
 * after the minute that the stack of this data folder showed last: an operator's repeated reply is known by number, text and
 * minute, so the same story told twice within one would find its replies taken already.
 */
export function chooseClock(dir: string, now: Date, wanted: string | undefined): ChosenClock {
  // Without an anchor each process would begin to count when it starts.
  if (wanted) return chosen(wanted.includes('@') ? wanted : `${wanted}@${now.toISOString()}`, 'as STOPSMS_CLOCK says');
  const setting = lawfulClock(now, minuteAfter(shownLast(dir)));
  if (!setting) return { setting, because: 'Clock: real time' };
  return chosen(
    setting,
    lawfulClock(now) ? 'no advert may leave in France at the real hour' : 'where the last run ended',
  );
}

function chosen(setting: string, why: string): ChosenClock {
  return { setting, because: `Clock: starts at ${new Date(clockFrom(setting).now()).toISOString()}, ${why}` };
}

/**
 * Keeps a note in the data folder of the time that is shown.
 * @returns ends it, with a last note
 */
export function noteShownTime(dir: string, clock: string | undefined): () => void {
  const note = () => writeFileSync(fileIn(dir), new Date(clockFrom(clock).now()).toISOString());
  note();
  const timer = setInterval(note, NOTE_EVERY_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    note();
  };
}

function shownLast(dir: string): Date | undefined {
  try {
    const shown = new Date(readFileSync(fileIn(dir), 'utf8'));
    return Number.isNaN(shown.getTime()) ? undefined : shown;
  } catch {
    return undefined;
  }
}

function minuteAfter(shown: Date | undefined): Date | undefined {
  return shown && new Date((Math.floor(shown.getTime() / MINUTE_MS) + 1) * MINUTE_MS);
}

function fileIn(dir: string): string {
  return join(dir, 'shown-time');
}
