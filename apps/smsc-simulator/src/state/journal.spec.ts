import { appendFileSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Entry } from './entry';
import { Journal } from './journal';

let dir: string;

beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'stopsms-journal-'))));
afterEach(() => rmSync(dir, { recursive: true }));

const submit = (messageId: string) => ({ kind: 'submit', messageId }) as Entry;
const cleared: Entry = { kind: 'handsets-cleared' };
const start = (capacity = 1_000, segmentEntries = 1_000) => {
  const journal = new Journal({ dir, capacity, segmentEntries });
  const before = [...journal.entries()];
  journal.open(() => ({ kind: 'numbers', messages: 7, replies: 3 }));
  return { journal, before: before.filter(({ kind }) => kind !== 'numbers') };
};

test('gives the next start all that was appended, in order, from the moment that it says so', async () => {
  const { journal } = start();
  await Promise.all([submit('1'), cleared, submit('2')].map((entry) => journal.append(entry)));
  expect(start().before).toEqual([submit('1'), cleared, submit('2')]);
  await journal.append(submit('3'));
  expect(start().before).toEqual([submit('1'), cleared, submit('2'), submit('3')]);
});

test('passes over a line that was cut', async () => {
  const { journal } = start();
  await journal.append(submit('1'));
  appendFileSync(join(dir, readdirSync(dir)[0] ?? ''), '{"kind":"submit","mess');
  const again = start();
  await again.journal.append(submit('2'));
  expect(start().before).toEqual([submit('1'), submit('2')]);
});

test('deletes the oldest files once newer ones hold as many submits as are kept', async () => {
  const { journal } = start(4, 2);
  for (let n = 1; n <= 11; n += 1) await journal.append(submit(String(n)));
  const kept = start(4, 2).before.map((entry) => (entry as { messageId: string }).messageId);
  expect(kept.slice(-4)).toEqual(['8', '9', '10', '11']);
  expect(kept.length).toBeLessThan(8);
  expect(new Journal({ dir, capacity: 4 }).entries().next().value).toEqual({
    kind: 'numbers',
    messages: 7,
    replies: 3,
  });
});
