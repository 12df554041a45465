import { DateTime } from 'luxon';
import { isOutdated } from './outdated-zones';

test('a zone whose clock changed is outdated before the release that has the change', () => {
  expect(['2025c', '2026d', '2026e', '2027a'].map((release) => isOutdated('America/Winnipeg', release))).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(isOutdated('Europe/Paris', '2020a')).toBe(false);
});

test.each(['America/Edmonton', 'America/Inuvik', 'America/Vancouver', 'America/Winnipeg'])(
  '%s keeps its summer clock from 2026-11 on, unless this Node is outdated',
  (zone) => {
    const [summer, winter] = ['2026-07-15T12:00Z', '2026-12-15T12:00Z'].map(
      (at) => DateTime.fromISO(at, { zone }).offset,
    );
    expect(winter).toBe(isOutdated(zone) ? (summer ?? 0) - 60 : summer);
  },
);
