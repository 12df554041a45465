import { chooseClock, saveSimulatedClock } from '../src/stack/simulated-clock';
import { temporaryFolder } from './temporary-folder';

const dir = temporaryFolder();

const notedAt = (shown: string) => saveSimulatedClock(dir, `${shown}@${new Date().toISOString()}`)();

it('shows no minute that the last run in the same folder showed', () => {
  const now = new Date('2026-11-25T20:00:00Z');
  const first = chooseClock(dir, now, undefined).setting as string;
  expect(first).toBe('2026-11-26T09:00:00.000Z@2026-11-25T20:00:00.000Z');

  // The test freezes its clock: the note says its time.
  notedAt('2026-11-26T09:00:41.000Z');
  expect(chooseClock(dir, now, undefined).setting).toBe('2026-11-26T09:01:00.000Z@2026-11-25T20:00:00.000Z');
});

it('goes on where the last run ended when STOPSMS_CLOCK is before that, and says so', () => {
  const now = new Date();
  notedAt('2031-11-26T09:23:41.000Z');
  for (const wanted of ['2031-11-26T09:00:00Z', `2031-11-26T09:00:00Z@${now.toISOString()}`]) {
    const { setting, because } = chooseClock(dir, now, wanted);
    expect(setting).toBe(`2031-11-26T09:24:00.000Z@${now.toISOString()}`);
    expect(because).toContain(`STOPSMS_CLOCK=${wanted} is before it`);
  }
  expect(chooseClock(dir, now, '2031-11-26T10:00:00Z').setting).toBe(`2031-11-26T10:00:00Z@${now.toISOString()}`);
});

it('leaves room for what a killed run showed after its last note', () => {
  notedAt('2032-11-26T09:23:52.000Z');
  const now = new Date();
  expect(chooseClock(dir, now, '2032-11-26T09:23:00Z').setting).toBe(`2032-11-26T09:25:00.000Z@${now.toISOString()}`);
});
