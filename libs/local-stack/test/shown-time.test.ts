import { chooseClock, noteShownTime } from '../src/stack/shown-time';
import { temporaryFolder } from './temporary-folder';

const dir = temporaryFolder();

it('shows no minute that the last run in the same folder showed', () => {
  const now = new Date('2026-11-25T20:00:00Z');
  const first = chooseClock(dir, now, undefined).setting as string;
  expect(first).toBe('2026-11-26T09:00:00.000Z@2026-11-25T20:00:00.000Z');

  // Its clock stands still, as far as a test can tell: the note says what it shows now.
  noteShownTime(dir, `2026-11-26T09:00:41.000Z@${new Date().toISOString()}`)();
  expect(chooseClock(dir, now, undefined).setting).toBe('2026-11-26T09:01:00.000Z@2026-11-25T20:00:00.000Z');
});
