import { fitLogistic, oddsOf } from './logistic';

const example = (index: number[], label: 0 | 1, weight = 1) => ({ index, measure: index.map(() => 1), label, weight });

test('a feature of one label alone speaks for it, a feature of both for none', () => {
  const examples = [example([0, 2], 1), example([0], 1), example([1, 2], 0), example([1], 0)];
  const { weights } = fitLogistic(examples, 3, 10);
  expect(weights[0]).toBeGreaterThan(1);
  expect(weights[1]).toBeLessThan(-1);
  expect(Math.abs(weights[2] ?? 1)).toBeLessThan(0.1);
});

test('an example counts as much as it weighs', () => {
  const fitted = fitLogistic([example([0], 1, 3), example([0], 0, 1)], 1, 1_000);
  expect(1 / (1 + Math.exp(-oddsOf(fitted, { index: [0], measure: [1] })))).toBeCloseTo(0.75, 2);
});

test('the same examples give the same weights', () => {
  const examples = Array.from({ length: 60 }, (_, n) => example([n % 7, 7 + (n % 5)], n % 3 === 0 ? 1 : 0));
  expect(fitLogistic(examples, 12, 5)).toEqual(fitLogistic(examples, 12, 5));
});
