import { type Begun, type JournalEntry, type MessageStatus, knowledgeOf } from '@stopsms/contracts';
import { dispatchKey } from '../use-cases/dispatchable';

/** A message that may be with the operator, nobody knows. */
export interface Open {
  begun: Begun;
  /** The tries of which no end is told. */
  submissions: string[];
}

interface Known {
  outcome?: MessageStatus;
  /** By submission. */
  begun: Map<string, Begun>;
}

/**
 * What the ends of journal and statuses say about messages whose lane offset was not committed. Both are read at once: of a
 * message with an outcome the journal counts no more, so no order between the two is needed.
 */
export class JournalTail {
  private readonly known = new Map<string, Known>();

  /** Takes those of one partition in order. */
  add(entry: JournalEntry): void {
    const { begun } = this.of(entry);
    // Given back twice, or late, it must not end the try of another: that one may be with the operator.
    if (entry.event === 'given-back') begun.delete(entry.submission);
    else begun.set(entry.submission, entry);
  }

  /** Takes those of one partition in order. */
  addStatus(status: MessageStatus): void {
    if (status.status === 'submitting') {
      this.add(entryOf(status));
      return;
    }
    const known = this.of(status);
    // A successor's `unknown` may come to stand behind what its predecessor knew.
    if (!known.outcome || knowledgeOf(status.status) > knowledgeOf(known.outcome.status)) known.outcome = status;
  }

  /** Those with an outcome, by dispatch key: it stands, whatever is journalled behind it. */
  settled(): [string, MessageStatus][] {
    return [...this.known].flatMap(([key, { outcome }]) => (outcome ? [[key, outcome]] : []));
  }

  open(): Open[] {
    return [...this.known.values()].flatMap(({ outcome, begun }) => {
      const last = [...begun.values()].at(-1);
      return outcome || !last ? [] : [{ begun: last, submissions: [...begun.keys()] }];
    });
  }

  private of(message: Pick<JournalEntry, 'messageId' | 'attempt'>): Known {
    const key = dispatchKey(message);
    const known = this.known.get(key) ?? { begun: new Map<string, Begun>() };
    this.known.set(key, known);
    return known;
  }
}

/** As a dispatcher of before had it on the topic of the statuses, with a name for each try or one for all. */
const entryOf = ({ submission = '', code, ...about }: MessageStatus): JournalEntry => ({
  ...about,
  submission,
  event: code === 'NOT_SUBMITTED' ? 'given-back' : 'begun',
});

/** What is told of a message by somebody else than who began it. */
export function statusOf(
  { event: _, submission: __, unsubscribe: ___, at, ...about }: Begun,
  told: Pick<MessageStatus, 'status' | 'at'> & Partial<Pick<MessageStatus, 'code' | 'detail'>>,
): MessageStatus {
  return { ...about, begunAt: at, ...told };
}
