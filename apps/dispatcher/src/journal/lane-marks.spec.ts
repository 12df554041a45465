import type { Begun, JournalEntry, TryRequeued } from '@stopsms/contracts';
import { LANE_TOPICS, type Lane } from '../lanes';
import { LaneMarks } from './lane-marks';

const begun = (lane: Lane) => ({ event: 'begun', lane }) as Begun;
const requeued = { event: 'given-back' } as TryRequeued;

// The service lane idles since its last outcome, which follows outcomes of many adverts that were begun after its own
// message.
const marks = new LaneMarks();
marks.set(LANE_TOPICS.service.name, 3, { journal: 50n, status: 150n });
marks.set(LANE_TOPICS.marketing.name, 3, { journal: 100n, status: 100n });
marks.set(LANE_TOPICS.informative.name, 3, { journal: 200n, status: 200n });

test('reads each topic from the mark of the lane furthest behind', () => {
  expect(marks.start('journal')).toEqual(new Map([[3, 50n]]));
  expect(marks.start('status')).toEqual(new Map([[3, 100n]]));
});

const cases: { it: string; entry: JournalEntry; partition?: number; offset: bigint; isSettled: boolean }[] = [
  { it: 'a try of a settled lane whose outcome is not read', entry: begun('marketing'), offset: 99n, isSettled: true },
  { it: 'a try behind its own lane’s mark', entry: begun('marketing'), offset: 100n, isSettled: false },
  { it: 'a try of the lane furthest behind', entry: begun('service'), offset: 50n, isSettled: false },
  { it: 'an entry that ends tries', entry: requeued, offset: 60n, isSettled: false },
  { it: 'a partition without marks', entry: begun('service'), partition: 4, offset: 0n, isSettled: false },
];

test.each(cases)('$it: settled $isSettled', ({ entry, partition = 3, offset, isSettled }) => {
  expect(marks.isSettled(entry, partition, offset)).toBe(isSettled);
});
