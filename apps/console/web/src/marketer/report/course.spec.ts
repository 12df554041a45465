import { cumulate } from './course';

test('sums grow from nothing at the start to the totals at the end', () => {
  const none = { sent: 0, delivered: 0, failed: 0, optedOut: 0 };
  const items = [
    { ...none, at: '2026-11-25T10:00:00.000Z', sent: 5 },
    { ...none, at: '2026-11-25T10:10:00.000Z', sent: 2, delivered: 4, failed: 1 },
    { ...none, at: '2026-11-25T12:00:00.000Z', optedOut: 1 },
  ];
  const start = Date.parse('2026-11-25T10:00:00Z') / 1_000;
  expect(cumulate({ intervalSeconds: 60, items })).toEqual([
    [start, start + 60, start + 660, start + 7_260],
    [0, 5, 7, 7],
    [0, 0, 4, 4],
    [0, 0, 1, 1],
    [0, 0, 0, 1],
  ]);
});

test('a campaign without events has no sums', () => {
  expect(cumulate({ intervalSeconds: 60, items: [] })).toEqual([[], [], [], [], []]);
});
