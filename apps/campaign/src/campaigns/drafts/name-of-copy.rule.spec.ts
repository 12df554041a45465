import { nameOfCopy } from './name-of-copy.rule';

test.each([
  ['Soldes', 'Soldes (2)'],
  ['Soldes (2)', 'Soldes (3)'],
  ['Soldes (été)', 'Soldes (été) (2)'],
  ['Soldes (99999)', 'Soldes (99999) (2)'],
  ['عروض الورد', 'عروض الورد (2)'],
  ['x'.repeat(120), `${'x'.repeat(116)} (2)`],
  [`${'x'.repeat(115)}👨‍👩‍👧`, `${'x'.repeat(115)} (2)`],
])('the copy of %s is %s', (name, copy) => {
  expect(nameOfCopy(name)).toBe(copy);
  expect(nameOfCopy(name).length).toBeLessThanOrEqual(120);
});
