import type { Begun, MessageStatus, TryRequeued } from '@stopsms/contracts';
import { JournalTail } from './journal-tail';

const message = { messageId: 'm', attempt: 1 };
const begun = (submission = 'a-1') => ({ event: 'begun', ...message, submission }) as Begun;
const requeued = (submission = 'a-1') => ({ event: 'given-back', ...message, submission }) as TryRequeued;
const unknown = { ...message, status: 'unknown' } as MessageStatus;
const doubted = { ...unknown, code: 'OUTCOME_UNKNOWN', at: 7 } as MessageStatus;
const expired = { ...message, status: 'expired', code: 'NOT_WRITTEN' } as MessageStatus;
const submitted = { ...message, status: 'submitted' } as MessageStatus;
const ofBefore = (code?: string) => ({ ...message, status: 'submitting', code }) as MessageStatus;

type Entry = Begun | TryRequeued | MessageStatus;
const cases: { it: string; journal: Entry[]; open: number; settled: string[] }[] = [
  { it: 'begun and not ended may be with the operator', journal: [begun()], open: 1, settled: [] },
  { it: 'given back is as if it had never begun', journal: [begun(), requeued()], open: 0, settled: [] },
  {
    it: 'given back and begun by another may be with the operator',
    journal: [begun(), requeued(), begun('b-1')],
    open: 1,
    settled: [],
  },
  { it: 'an outcome stands', journal: [begun(), submitted, begun('b-1')], open: 0, settled: ['submitted'] },
  {
    it: 'told unknown stays so when its first owner wakes and gives it back',
    journal: [begun(), unknown, requeued()],
    open: 0,
    settled: ['unknown'],
  },
  {
    it: 'a late word of the owner that was frozen replaces unknown',
    journal: [begun(), unknown, submitted],
    open: 0,
    settled: ['submitted'],
  },
  {
    it: 'a late word of the owner that was frozen stands, though its successor says unknown behind it',
    journal: [begun(), submitted, unknown],
    open: 0,
    settled: ['submitted'],
  },
  {
    it: 'given back a second time, while another tries, may be with the operator',
    journal: [begun(), requeued(), begun('b-1'), requeued()],
    open: 1,
    settled: [],
  },
  {
    it: 'given back by its last of two tries, of which the first told no end, may be with the operator',
    journal: [begun(), begun('a-2'), requeued('a-2')],
    open: 1,
    settled: [],
  },
  { it: 'begun by a dispatcher of before may be with the operator', journal: [ofBefore()], open: 1, settled: [] },
  {
    it: 'given back by a dispatcher of before is as if it had never begun',
    journal: [ofBefore(), ofBefore('NOT_SUBMITTED')],
    open: 0,
    settled: [],
  },
];

const tailOf = (entries: readonly Entry[]): JournalTail => {
  const tail = new JournalTail();
  for (const entry of entries) {
    if ('event' in entry) tail.add(entry, 3);
    else tail.addStatus(entry, 3);
  }
  return tail;
};

test.each<[string, Entry[], string[] | undefined]>([
  ['its tries that are not given back', [begun(), begun('a-2'), requeued(), doubted], ['a-2']],
  ['no try any more when each is given back', [begun(), doubted, requeued()], []],
  ['nothing once its first owner has told what it knew', [begun(), doubted, submitted], undefined],
  ['nothing once it is told that it was given back', [begun(), doubted, requeued(), expired], undefined],
  ['nothing where its try lies before what is read', [doubted, requeued()], undefined],
])('of a message that an owner before had in doubt, %s', (_, entries, submissions) => {
  const found = tailOf(entries).doubted();
  expect(found).toEqual(
    submissions === undefined
      ? []
      : [{ begun: expect.objectContaining(message) as Begun, partition: 3, submissions, toldAt: 7 }],
  );
});

test.each(cases)('$it', ({ journal, open, settled }) => {
  const isTry = (entry: Entry) => 'event' in entry;
  const tries = journal.filter(isTry);
  const statuses = journal.filter((entry) => !isTry(entry));
  // Nothing is known of the order between the two topics.
  for (const tail of [journal, [...tries, ...statuses], [...statuses, ...tries]].map(tailOf)) {
    expect(tail.open()).toHaveLength(open);
    expect(tail.settled().map(([, { status }]) => status)).toEqual(settled);
  }
});
