import type { Begun, MessageStatus, TryRequeued } from '@stopsms/contracts';
import { JournalTail } from './journal-tail';

const message = { messageId: 'm', attempt: 1 };
const begun = (submission = 'a-1') => ({ event: 'begun', ...message, submission }) as Begun;
const requeued = (submission = 'a-1') => ({ event: 'given-back', ...message, submission }) as TryRequeued;
const unknown = { ...message, status: 'unknown' } as MessageStatus;
const doubted = { ...unknown, code: 'OUTCOME_UNKNOWN', at: 7 } as MessageStatus;
const expired = { ...message, status: 'expired', code: 'NOT_WRITTEN' } as MessageStatus;
const submitted = { ...message, status: 'submitted' } as MessageStatus;
const legacy = (code?: string) => ({ ...message, status: 'submitting', code }) as MessageStatus;

type Entry = Begun | TryRequeued | MessageStatus;
const cases: { it: string; journal: Entry[]; open: number; settled: string[] }[] = [
  { it: 'a begun message without an end may be with the operator', journal: [begun()], open: 1, settled: [] },
  { it: 'a returned message counts as never begun', journal: [begun(), requeued()], open: 0, settled: [] },
  {
    it: 'a returned message that another began may be with the operator',
    journal: [begun(), requeued(), begun('b-1')],
    open: 1,
    settled: [],
  },
  { it: 'an outcome stays', journal: [begun(), submitted, begun('b-1')], open: 0, settled: ['submitted'] },
  {
    it: 'an unknown message stays unknown when its first owner wakes and returns it',
    journal: [begun(), unknown, requeued()],
    open: 0,
    settled: ['unknown'],
  },
  {
    it: 'a late report of the frozen owner replaces unknown',
    journal: [begun(), unknown, submitted],
    open: 0,
    settled: ['submitted'],
  },
  {
    it: 'a late report of the frozen owner stays, although its successor publishes unknown behind it',
    journal: [begun(), submitted, unknown],
    open: 0,
    settled: ['submitted'],
  },
  {
    it: 'a message returned twice while another tries may be with the operator',
    journal: [begun(), requeued(), begun('b-1'), requeued()],
    open: 1,
    settled: [],
  },
  {
    it: 'a message whose second try is returned and whose first has no end may be with the operator',
    journal: [begun(), begun('a-2'), requeued('a-2')],
    open: 1,
    settled: [],
  },
  { it: 'a message begun by an earlier release may be with the operator', journal: [legacy()], open: 1, settled: [] },
  {
    it: 'a message returned by an earlier release counts as never begun',
    journal: [legacy(), legacy('NOT_SUBMITTED')],
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
  ['its tries that are not returned', [begun(), begun('a-2'), requeued(), doubted], ['a-2']],
  ['no try when each is returned', [begun(), doubted, requeued()], []],
  ['nothing once its first owner has published its outcome', [begun(), doubted, submitted], undefined],
  ['nothing once its return is published', [begun(), doubted, requeued(), expired], undefined],
  ['nothing where its try lies before what is read', [doubted, requeued()], undefined],
])('a message that a previous owner had in doubt: %s', (_, entries, submissions) => {
  const found = tailOf(entries).unknown();
  expect(found).toEqual(
    submissions === undefined
      ? []
      : [{ begun: expect.objectContaining(message) as Begun, partition: 3, submissions, reportedAt: 7 }],
  );
});

test.each(cases)('$it', ({ journal, open, settled }) => {
  const isTry = (entry: Entry) => 'event' in entry;
  const tries = journal.filter(isTry);
  const statuses = journal.filter((entry) => !isTry(entry));
  // The order between the two topics is not known.
  for (const tail of [journal, [...tries, ...statuses], [...statuses, ...tries]].map(tailOf)) {
    expect(tail.open()).toHaveLength(open);
    expect(tail.settled().map(([, { status }]) => status)).toEqual(settled);
  }
});
