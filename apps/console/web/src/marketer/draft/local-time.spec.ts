import { fromLocal, toLocal } from './local-time';

test('a time in a field is an instant, and the same time again', () => {
  const instant = fromLocal('2026-11-28T10:05');
  expect(instant).toMatch(/^2026-11-2[789]T\d\d:\d5:00\.000Z$/);
  expect(toLocal(instant ?? undefined)).toBe('2026-11-28T10:05');
});

test.each(['', 'soon'])('%j is not a valid time', (text) => {
  expect(fromLocal(text)).toBeNull();
});

test('an empty field has no instant', () => {
  expect(toLocal(undefined)).toBe('');
});
