import { readSearch, writeSearch } from './search';

test.each([
  { it: 'keeps zeros in front', text: '?q=007', search: { q: '007' } },
  { it: 'keeps signs and letters of any language', text: '?q=%2B33+%26+%C3%A9t%C3%A9', search: { q: '+33 & été' } },
  { it: 'has nothing of nothing', text: '', search: {} },
])('an address $it', ({ text, search }) => {
  expect(readSearch(text)).toEqual(search);
  expect(writeSearch(search)).toBe(text);
});

test('omits empty values and values that are not text', () => {
  expect(writeSearch({ a: '', b: undefined, c: 3, d: 'x' })).toBe('?d=x');
});
