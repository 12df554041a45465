import { Latest } from './latest';

const filled = (limit: number, count: number) => {
  const latest = new Latest<number>(limit);
  for (let n = 0; n < count; n += 1) latest.set(`k${n}`, n);
  return latest;
};
const kept = (latest: Latest<number>, count: number) =>
  Array.from({ length: count }, (_, n) => n).filter((n) => latest.get(`k${n}`) !== undefined);

test.each([1, 99, 100, 101, 199, 200, 1_050])(
  'of %i at least the last hundred are there, and less than two hundred',
  (count) => {
    const there = kept(filled(100, count), count);
    expect(there.slice(-100)).toEqual(Array.from({ length: count }, (_, n) => n).slice(-100));
    expect(there.length).toBeLessThan(200);
  },
);

test('what is set again stays, with its last value', () => {
  const latest = new Latest<number>(100);
  for (let n = 0; n < 1_000; n += 1) {
    latest.set(`k${n}`, n);
    if (n % 50 === 0) latest.set('again', n);
  }
  expect(latest.get('again')).toBe(950);
});

test('what is taken out is gone from both halves', () => {
  const latest = filled(100, 150);
  latest.delete('k20');
  latest.delete('k120');
  expect(kept(latest, 150)).toHaveLength(148);
});
