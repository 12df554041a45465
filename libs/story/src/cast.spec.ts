import { firstFree } from './cast';

const has = (name: string, ...codes: string[]) => ({ name, shortCode: codes[0] ?? '', codes });

test.each([
  { it: 'on empty data', there: [], nth: 1 },
  { it: 'beside what a person tried', there: [has('Lorane', '36180')], nth: 1 },
  { it: 'a second time', there: [has('Brisane', '36200'), has('Panivo', '36200')], nth: 2 },
  {
    it: 'where somebody took the next code or name',
    there: [has('Brisane', '36200'), has('Ada', '36180', '36201'), has('Panivo 3', '36180')],
    nth: 4,
  },
])('the story uses free ports and names, $it', ({ there, nth }) => {
  expect(firstFree(there)).toBe(nth);
});
