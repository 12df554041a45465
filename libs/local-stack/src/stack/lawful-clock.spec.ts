import fc from 'fast-check';
import { clockFrom } from '@stopsms/kernel';
import { lawfulClock } from './lawful-clock';

describe('the clock of a local stack', () => {
  test.each([
    { it: 'runs on real time on a Wednesday at 10:00', now: '2026-11-25T09:00:00Z', shows: undefined },
    { it: 'runs on real time at 08:00', now: '2026-11-25T07:00:00Z', shows: undefined },
    { it: 'shows 10:00 of the same day before 08:00', now: '2026-11-25T06:59:59Z', shows: '2026-11-25T09:00:00.000Z' },
    { it: 'shows the next morning from 17:00 on', now: '2026-11-25T16:00:00Z', shows: '2026-11-26T09:00:00.000Z' },
    { it: 'skips Sunday', now: '2026-11-28T22:00:00Z', shows: '2026-11-30T09:00:00.000Z' },
    { it: 'skips Christmas, a Friday', now: '2026-12-25T12:00:00Z', shows: '2026-12-26T09:00:00.000Z' },
    { it: 'skips Easter Monday after Sunday', now: '2026-04-05T09:00:00Z', shows: '2026-04-07T08:00:00.000Z' },
    { it: 'knows summer time: 16:30 in Paris', now: '2026-07-01T14:30:00Z', shows: undefined },
    { it: 'takes Mother’s Day for an ordinary Sunday', now: '2026-05-31T09:00:00Z', shows: '2026-06-01T08:00:00.000Z' },
  ])('$it', ({ now, shows }) => {
    expect(lawfulClock(new Date(now))).toBe(shows && `${shows}@${new Date(now).toISOString()}`);
  });

  it('goes on from what an earlier run showed, if that is still to come', () => {
    const now = new Date('2026-11-25T20:00:00Z');
    const shownBefore = new Date('2026-11-26T09:12:00Z');
    expect(lawfulClock(now, shownBefore)).toBe('2026-11-26T09:12:00.000Z@2026-11-25T20:00:00.000Z');
  });

  it('never runs behind real time, and what it shows is lawful as it is', () => {
    const instants = fc.date({ min: new Date('2026-01-01'), max: new Date('2029-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(instants, (now) => {
        const shown = new Date(lawfulClock(now)?.split('@')[0] ?? now);
        expect(shown.getTime()).toBeGreaterThanOrEqual(now.getTime());
        expect(lawfulClock(shown)).toBeUndefined();
      }),
    );
  });

  it('is read by the clock of the kernel', () => {
    const now = new Date();
    const setting = lawfulClock(now, new Date(now.getTime() + 60_000_000));
    expect(clockFrom(setting).now()).toBeGreaterThanOrEqual(now.getTime() + 60_000_000);
  });
});
