import { VENDORS } from '@stopsms/providers';
import { settingsOf } from './settings';

test('codes by which vendors over HTTP report a STOP are in their tables alone, not in STOP_LIST_ERRORS', () => {
  const codes = [...settingsOf({}).shape.STOP_LIST_ERRORS.parse(undefined)];
  expect(codes).toContain('53');
  const decidedTwice = [...VENDORS].flatMap(([name, { callbacks }]) =>
    codes.filter((code) => callbacks.classOf(code) === 'opted-out').map((code) => `${name} ${code}`),
  );
  expect(decidedTwice).toEqual([]);
});
