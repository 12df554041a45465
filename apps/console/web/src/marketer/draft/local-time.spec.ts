import { fromLocal, toLocal } from './local-time';

test('a time in a field is an instant, and the same time again', () => {
  const instant = fromLocal('2026-11-28T10:05');
  expect(instant).toMatch(/^2026-11-2[789]T\d\d:\d5:00\.000Z$/);
  expect(toLocal(instant ?? undefined)).toBe('2026-11-28T10:05');
});

test.each(['', 'soon'])('%j is no time', (text) => {
  expect(fromLocal(text)).toBeNull();
});

test('no instant is an empty field', () => {
  expect(toLocal(undefined)).toBe('');
});
