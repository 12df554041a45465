import { isName, likenessOf } from './sender-likeness.rule';

test.each([
  ['Lorane', 'LORANE'],
  ['Lorane', 'L0rane'],
  ['Lorane', '1orane'],
  ['Lorane', 'Lo-Ra ne.'],
  ['Lorane', 'Lorané'],
  ['Lorane', 'Ｌｏｒａｎｅ'],
  ['PayPal', 'PayPaI'],
])('%s and %s read the same', (one, other) => {
  expect(likenessOf(other)).toBe(likenessOf(one));
});

test.each([
  ['Lorane', 'Lorana'],
  ['Lorane', 'Lorane2'],
  ['Lorane', 'MyLorane'],
])('%s and %s do not read the same', (one, other) => {
  expect(likenessOf(other)).not.toBe(likenessOf(one));
});

test('digits alone are a code; with a letter they are a name', () => {
  expect(['36180', '4ever', 'Lorane'].map(isName)).toEqual([false, true, true]);
});
