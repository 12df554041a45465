import { MO_READERS_GROUP } from '@stopsms/contracts';
import { startOffsets } from './start-offsets';

const NOW = 1_790_000_000_000;
/** Partition 0: all read; 1: stuck long ago; 2: nothing ever read. */
const RECENT = new Map([
  [0, 900n],
  [1, 900n],
  [2, 5n],
]);

test('a dispatcher begins a quarter of an hour back, or at the offset of inbound-mo if that is earlier', async () => {
  const asked: unknown[] = [];
  const follower = {
    since: async (at: number) => {
      asked.push(NOW - at);
      return RECENT;
    },
  };
  const offsets = {
    committedOn: async (group: string) => {
      asked.push(group);
      return new Map([
        [0, 950n],
        [1, 17n],
      ]);
    },
  };
  expect(await startOffsets(follower, offsets, NOW)).toEqual(
    new Map([
      [0, 900n],
      [1, 17n],
      [2, 0n],
    ]),
  );
  expect(asked).toEqual([MO_READERS_GROUP, 900_000]);
});
