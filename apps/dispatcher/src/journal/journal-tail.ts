import { type Begun, type JournalEntry, type MessageStatus, knowledgeOf } from '@stopsms/contracts';
import { dispatchKey } from '../messages/dispatchable';

/** A message without an outcome, which the operator may have. */
interface Open {
  /** Latest try. */
  begun: Begun;
  partition: number;
  /** Tries without a reported end. */
  submissions: string[];
}

/** A message that was published as unknown. */
export interface UnknownMessage extends Open {
  reportedAt: number;
}

interface State {
  outcome?: MessageStatus;
  /** Tries by submission. */
  begun: Map<string, Begun>;
  latest?: Pick<Open, 'begun' | 'partition'>;
}

/**
 * State of messages whose lane offset was not committed, from the ends of journal and statuses. A message with an outcome
 * needs no journal, so no order between the two topics is needed.
 */
export class JournalTail {
  private readonly known = new Map<string, State>();

  /** Takes those of one partition in order. */
  add(entry: JournalEntry, partition: number): void {
    const known = this.of(entry);
    // A try that is returned twice, or late, must not end another try: the operator may have that one.
    if (entry.event === 'given-back') known.begun.delete(entry.submission);
    else {
      known.begun.set(entry.submission, entry);
      known.latest = { begun: entry, partition };
    }
  }

  /** Takes those of one partition in order. */
  addStatus(status: MessageStatus, partition: number): void {
    if (status.status === 'submitting') {
      this.add(entryOf(status), partition);
      return;
    }
    const known = this.of(status);
    // The `unknown` of a successor may follow what its predecessor knew.
    if (!known.outcome || knowledgeOf(status.status) > knowledgeOf(known.outcome.status)) known.outcome = status;
  }

  /** Messages with an outcome, by dispatch key; the outcome counts whatever follows it in the journal. */
  settled(): [string, MessageStatus][] {
    return [...this.known].flatMap(([key, { outcome }]) => (outcome ? [[key, outcome]] : []));
  }

  open(): Open[] {
    return [...this.known.values()].flatMap((known) => (known.outcome || known.begun.size === 0 ? [] : openOf(known)));
  }

  /** Messages that a previous owner published as unknown: it may have ended before it learned that nothing was written. */
  unknown(): UnknownMessage[] {
    return [...this.known.values()].flatMap((known) => {
      const { status, code, at: reportedAt = 0 } = known.outcome ?? {};
      if (status !== 'unknown' || code !== 'OUTCOME_UNKNOWN') return [];
      return openOf(known).map((open) => ({ ...open, reportedAt }));
    });
  }

  private of(message: Pick<JournalEntry, 'messageId' | 'attempt'>): State {
    const key = dispatchKey(message);
    const known = this.known.get(key) ?? { begun: new Map<string, Begun>() };
    this.known.set(key, known);
    return known;
  }
}

function openOf({ begun, latest }: State): Open[] {
  if (!latest) return [];
  return [
    { begun: [...begun.values()].at(-1) ?? latest.begun, partition: latest.partition, submissions: [...begun.keys()] },
  ];
}

/** Entry of an earlier release, on the topic of the statuses, with one name for each try or one for all. */
const entryOf = ({ submission = '', code, ...about }: MessageStatus): JournalEntry => ({
  ...about,
  submission,
  event: code === 'NOT_SUBMITTED' ? 'given-back' : 'begun',
});

/** Status of a message, published by another dispatcher than the one that began it. */
export function statusOf(
  { event: _, submission: __, unsubscribe: ___, at, ...about }: Begun,
  outcome: Pick<MessageStatus, 'status' | 'at'> & Partial<Pick<MessageStatus, 'code' | 'detail'>>,
): MessageStatus {
  return { ...about, begunAt: at, ...outcome };
}
