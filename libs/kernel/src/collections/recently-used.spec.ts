import { RecentlyUsed } from './recently-used';

test('what was not used for longest gives way', () => {
  const made: string[] = [];
  const cache = new RecentlyUsed<string>(2);
  const get = (key: string) => cache.get(key, () => (made.push(key), key.toUpperCase()));
  expect(['a', 'b', 'a', 'c', 'a', 'b'].map(get)).toEqual(['A', 'B', 'A', 'C', 'A', 'B']);
  expect(made).toEqual(['a', 'b', 'c', 'b']);
});
