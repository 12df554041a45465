import { MAX_COMPARED, comparedIn, toggled } from './compared';

const ids = Array.from({ length: 7 }, (_, n) => `019aaa10-0000-7000-8000-00000000000${n}`);
const [one = '', two = ''] = ids;

test('an address names up to five campaigns, each once', () => {
  expect(comparedIn(undefined)).toEqual([]);
  expect(comparedIn(`${one},${one},x,../../y,${two}`)).toEqual([one, two]);
  expect(comparedIn(ids.join(','))).toEqual(ids.slice(0, MAX_COMPARED));
});

test('a campaign is chosen, and left out again', () => {
  expect(toggled([], one)).toBe(one);
  expect(toggled([one], two)).toBe(`${one},${two}`);
  expect(toggled([one, two], one)).toBe(two);
  expect(toggled([one], one)).toBeUndefined();
  expect(toggled(ids.slice(0, 5), ids[5] ?? '')).toBe(ids.slice(0, 5).join(','));
});
