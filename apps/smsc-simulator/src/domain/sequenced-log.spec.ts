import { SequencedLog } from './sequenced-log';

function logOf(count: number, capacity = 100): SequencedLog<{ name: string }> {
  const log = new SequencedLog<{ name: string }>(capacity);
  for (let item = 1; item <= count; item += 1) log.add({ name: `item ${item}` });
  return log;
}

test.each([
  { it: 'all of a short log', count: 3, since: 0, limit: 10, sequences: [1, 2, 3] },
  { it: 'what came after the last one seen', count: 5, since: 3, limit: 10, sequences: [4, 5] },
  { it: 'no more than the limit', count: 5, since: 1, limit: 2, sequences: [2, 3] },
  { it: 'nothing after the end', count: 3, since: 3, limit: 10, sequences: [] },
  { it: 'nothing beyond the end', count: 3, since: 30, limit: 10, sequences: [] },
  { it: 'what is kept of a log over its capacity', count: 104, since: 0, limit: 2, sequences: [5, 6] },
])('pages through $it', ({ count, since, limit, sequences }) => {
  const found = logOf(count).after(since, limit);
  expect(found).toEqual(sequences.map((sequence) => ({ sequence, name: `item ${sequence}` })));
});

test('returns the item that it drops', () => {
  const forgotten: string[] = [];
  const log = new SequencedLog<{ name: string }>(1, ({ name }) => forgotten.push(name));
  log.add({ name: 'old' });
  log.add({ name: 'new' });
  expect(forgotten).toEqual(['old']);
});

test('never uses a number twice, cleared or not', () => {
  const log = logOf(2);
  log.clear();
  expect(log.add({ name: 'item 3' }).sequence).toBe(3);
  expect(log.after(0, 10)).toHaveLength(1);
});
