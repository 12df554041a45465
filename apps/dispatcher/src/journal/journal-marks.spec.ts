import type { Position } from '@stopsms/contracts';
import { JournalMarks, readMark, writeMark } from './journal-marks';

const LANE = 'lane';
const at = (...offsets: number[]): Position[] => offsets.map((offset) => ({ partition: 3, offset: String(offset) }));
const markAfter = (...batches: { journal: Position[]; status: Position[] }[]) => {
  const marks = new JournalMarks();
  for (const written of batches) marks.settle(LANE, written);
  // Far behind it in the lane.
  return settledOf(marks);
};
/** Mark that is committed once so many records more are handled that it does not stay behind for them. */
const settledOf = (marks: JournalMarks): string => {
  marks.metadata(LANE, 3, 100n, 0);
  return marks.metadata(LANE, 3, 200n, 0).replace(/,until.*/, '');
};

test('the mark follows the last handled attempt and outcome, and never moves back', () => {
  expect(markAfter({ journal: at(7, 9), status: at(4) })).toBe('journal:10,status:5');
  expect(markAfter({ journal: at(9), status: at(4) }, { journal: at(5), status: at(3) })).toBe('journal:10,status:5');
});

test('a batch that begins nothing does not move the mark, because an earlier round may have begun something', () => {
  const before = { journal: at(9), status: at(4) };
  expect(markAfter(before, { journal: [], status: at(8) })).toBe('journal:10,status:5');
  expect(markAfter(before, { journal: [], status: at(8) }, { journal: at(12), status: at(11) })).toBe(
    'journal:13,status:12',
  );
});

test('stays thirty records behind the lane because of duplicates, and states how long they matter', () => {
  const marks = new JournalMarks();
  marks.begin(LANE, 3, { journal: 10n, status: 5n });
  const commit = (next: bigint, tries: number) => {
    marks.settle(LANE, { journal: at(tries), status: at(tries) });
    return marks.metadata(LANE, 3, next, 1_000);
  };
  expect(commit(50n, 20)).toBe('journal:10,status:5,until:31000');
  expect(commit(60n, 30)).toBe('journal:10,status:5,until:31000');
  expect(commit(80n, 40)).toBe('journal:21,status:21,until:31000');
  expect(commit(89n, 50)).toBe('journal:21,status:21,until:31000');
  expect(commit(200n, 60)).toBe('journal:51,status:51,until:31000');
});

test('it stays behind a lane that had no mark before, too', () => {
  const marks = new JournalMarks();
  const commit = (next: bigint, tries: number) => {
    marks.settle(LANE, { journal: at(tries), status: at(tries) });
    return marks.metadata(LANE, 3, next, 1_000);
  };
  expect(commit(50n, 20)).toBe('journal:21,status:21,until:31000');
  expect(commit(60n, 30)).toBe('journal:21,status:21,until:31000');
});

test('a held mark stays, whatever is handled meanwhile', () => {
  const marks = new JournalMarks();
  marks.begin(LANE, 3, { journal: 10n, status: 5n });
  marks.hold(LANE, 3, 90_000);
  marks.hold(LANE, 3, 80_000);
  marks.settle(LANE, { journal: at(12), status: at(11) });
  expect(settledOf(marks)).toBe('journal:10,status:5');
  expect(marks.metadata(LANE, 3, 201n, 1_000)).toBe('journal:10,status:5,until:90000');
  expect(marks.metadata('another', 3, 1n, 0)).toBe('journal:0,status:0,until:30000');
  marks.release(LANE, 3);
  expect(settledOf(marks)).toBe('journal:13,status:12');
});

test('the mark of the previous owner counts, not one held earlier', () => {
  const marks = new JournalMarks();
  marks.hold(LANE, 3, 900);
  marks.begin(LANE, 3, { journal: 20n, status: 15n });
  expect(settledOf(marks)).toBe('journal:20,status:15');
});

test.each([
  ['journal:10,status:5,until:900', { journal: 10n, status: 5n, until: 900 }],
  ['journal:10,status:5', { journal: 10n, status: 5n }],
  // An earlier release had its journal on the topic of the statuses.
  ['journal:10', { journal: 0n, status: 10n }],
  ['view:10', undefined],
  [null, undefined],
])('%s is parsed', (metadata, mark) => {
  expect(readMark(metadata)).toEqual(mark);
  if (mark && metadata?.includes('status')) expect(writeMark(mark)).toBe(metadata);
});
