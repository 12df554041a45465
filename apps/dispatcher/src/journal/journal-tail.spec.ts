import type { MessageStatus } from '@stopsms/contracts';
import { JournalTail, NOT_SUBMITTED } from './journal-tail';

type Entry = Pick<MessageStatus, 'status'> & { code?: string; submission?: string };
const submitting: Entry = { status: 'submitting' };
const givenBack: Entry = { status: 'submitting', code: NOT_SUBMITTED };
const unknown: Entry = { status: 'unknown' };
const submitted: Entry = { status: 'submitted' };

test.each([
  { it: 'begun and not ended may be with the operator', journal: [submitting], open: 1, settled: [] },
  { it: 'given back is as if it had never begun', journal: [submitting, givenBack], open: 0, settled: [] },
  {
    it: 'given back and begun by another may be with the operator',
    journal: [submitting, givenBack, submitting],
    open: 1,
    settled: [],
  },
  { it: 'an outcome stands', journal: [submitting, submitted, submitting], open: 0, settled: ['submitted'] },
  {
    it: 'told unknown stays so when its first owner wakes and gives it back',
    journal: [submitting, unknown, givenBack],
    open: 0,
    settled: ['unknown'],
  },
  {
    it: 'a late word of the owner that was frozen replaces unknown',
    journal: [submitting, unknown, submitted],
    open: 0,
    settled: ['submitted'],
  },
  {
    it: 'a late word of the owner that was frozen stands, though its successor says unknown behind it',
    journal: [submitting, submitted, unknown],
    open: 0,
    settled: ['submitted'],
  },
  {
    it: 'given back a second time, while another tries, may be with the operator',
    journal: [
      { ...submitting, submission: 'a-1' },
      { ...givenBack, submission: 'a-1' },
      { ...submitting, submission: 'b-1' },
      { ...givenBack, submission: 'a-1' },
    ],
    open: 1,
    settled: [],
  },
  {
    it: 'given back by its last of two tries, of which the first told no end, may be with the operator',
    journal: [
      { ...submitting, submission: 'a-1' },
      { ...submitting, submission: 'a-2' },
      { ...givenBack, submission: 'a-2' },
    ],
    open: 1,
    settled: [],
  },
])('$it', ({ journal, open, settled }) => {
  const tail = new JournalTail();
  for (const entry of journal) tail.add({ messageId: 'm', attempt: 1, ...entry } as MessageStatus);
  expect(tail.open()).toHaveLength(open);
  expect(tail.settled().map(([, { status }]) => status)).toEqual(settled);
});
