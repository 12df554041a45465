import { toJson } from './storable-json';

test.each([
  { it: 'keeps ordinary values', value: { a: 'é 😀', n: 1 }, json: '{"a":"é 😀","n":1}' },
  { it: 'replaces a NUL', value: 'a\0b', json: '"a\ufffdb"' },
  { it: 'replaces half a character', value: ['\ud83d', '\udc00x'], json: '["\ufffd","\ufffdx"]' },
  { it: 'leaves a text that only looks like an escape', value: '\\u0000', json: '"\\\\u0000"' },
])('$it', ({ value, json }) => {
  expect(toJson(value)).toBe(json);
});
