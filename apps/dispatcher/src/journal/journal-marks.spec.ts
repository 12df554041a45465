import type { Position } from '@stopsms/contracts';
import { JournalMarks, readMark, writeMark } from './journal-marks';

const LANE = 'lane';
const at = (...offsets: number[]): Position[] => offsets.map((offset) => ({ partition: 3, offset: String(offset) }));
const markAfter = (...batches: { journal: Position[]; status: Position[] }[]) => {
  const marks = new JournalMarks();
  for (const written of batches) marks.settle(LANE, written);
  return marks.metadata(LANE, 3);
};

test('the mark lies behind the last try and outcome of what is handled, and never goes back', () => {
  expect(markAfter({ journal: at(7, 9), status: at(4) })).toBe('journal:10,status:5');
  expect(markAfter({ journal: at(9), status: at(4) }, { journal: at(5), status: at(3) })).toBe('journal:10,status:5');
});

test('a batch in which nothing was begun does not move it: a round of it before may have begun something', () => {
  const before = { journal: at(9), status: at(4) };
  expect(markAfter(before, { journal: [], status: at(8) })).toBe('journal:10,status:5');
  expect(markAfter(before, { journal: [], status: at(8) }, { journal: at(12), status: at(11) })).toBe(
    'journal:13,status:12',
  );
});

test('held, what is committed stays where it was and says until when, whatever is handled meanwhile', () => {
  const marks = new JournalMarks();
  marks.begin(LANE, 3, { journal: 10n, status: 5n });
  marks.hold(LANE, 3, 900);
  marks.hold(LANE, 3, 800);
  marks.settle(LANE, { journal: at(12), status: at(11) });
  expect(marks.metadata(LANE, 3)).toBe('journal:10,status:5,doubt:900');
  expect(marks.metadata('another', 3)).toBe('journal:0,status:0');
  marks.release(LANE, 3);
  expect(marks.metadata(LANE, 3)).toBe('journal:13,status:12');
});

test('what the owner before says counts, not what was held then', () => {
  const marks = new JournalMarks();
  marks.hold(LANE, 3, 900);
  marks.begin(LANE, 3, { journal: 20n, status: 15n });
  expect(marks.metadata(LANE, 3)).toBe('journal:20,status:15');
});

test.each([
  ['journal:10,status:5,doubt:900', { journal: 10n, status: 5n, doubtUntil: 900 }],
  ['journal:10,status:5', { journal: 10n, status: 5n }],
  // A dispatcher of before had its journal on the topic of the statuses.
  ['journal:10', { journal: 0n, status: 10n }],
  ['view:10', undefined],
  [null, undefined],
])('%s is read', (metadata, mark) => {
  expect(readMark(metadata)).toEqual(mark);
  if (mark && metadata?.includes('status')) expect(writeMark(mark)).toBe(metadata);
});
