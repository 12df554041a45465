import { resolve } from 'node:path';

interface Ordered {
  path: string;
}
interface Sequencer {
  sort(tests: Ordered[]): Ordered[];
  shard(tests: Ordered[], options: { shardIndex: number; shardCount: number }): Ordered[];
}

// Jest's own class is JavaScript without types.
const LongestFirst = jest.requireActual<new (options: object) => Sequencer>('../jest/longest-first.js');
const SECONDS = jest.requireActual<Record<string, number>>('../jest/file-seconds.json');

const sequencer = new LongestFirst({ contexts: [] });
const files = Object.keys(SECONDS).map((file) => ({ path: resolve(__dirname, '../../..', file), file }));
const lengthOf = (tests: Ordered[]) =>
  tests.reduce((sum, { path }) => sum + (SECONDS[files.find((one) => one.path === path)?.file ?? ''] ?? 0), 0);

test('the longest file comes first', () => {
  const [first] = sequencer.sort(files);
  expect(lengthOf(first ? [first] : [])).toBe(Math.max(...Object.values(SECONDS)));
});

test('shards have each file once, and about the same length', () => {
  const shards = [1, 2, 3, 4].map((shardIndex) => sequencer.shard(files, { shardIndex, shardCount: 4 }));
  expect(
    shards
      .flat()
      .map(({ path }) => path)
      .sort(),
  ).toEqual(files.map(({ path }) => path).sort());
  const lengths = shards.map(lengthOf);
  const longest = Math.max(...Object.values(SECONDS));
  expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(longest);
});

test('a file without a record has an estimate', () => {
  expect(sequencer.sort([{ path: __filename }])).toEqual([{ path: __filename }]);
});
