import { type Begun, type JournalEntry, type MessageStatus, knowledgeOf } from '@stopsms/contracts';
import { dispatchKey } from '../messages/dispatchable';

/** A message that may be with the operator, nobody knows. */
export interface Open {
  /** Its latest try. */
  begun: Begun;
  partition: number;
  /** The tries of which no end is told. */
  submissions: string[];
}

/** One that was told unknown, epoch ms. */
export interface Doubted extends Open {
  toldAt: number;
}

interface Known {
  outcome?: MessageStatus;
  /** By submission. */
  begun: Map<string, Begun>;
  latest?: Pick<Open, 'begun' | 'partition'>;
}

/**
 * What the ends of journal and statuses say about messages whose lane offset was not committed. Both are read at once: of a
 * message with an outcome the journal counts no more, so no order between the two is needed.
 */
export class JournalTail {
  private readonly known = new Map<string, Known>();

  /** Takes those of one partition in order. */
  add(entry: JournalEntry, partition: number): void {
    const known = this.of(entry);
    // Given back twice, or late, it must not end the try of another: that one may be with the operator.
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
    // A successor's `unknown` may come to stand behind what its predecessor knew.
    if (!known.outcome || knowledgeOf(status.status) > knowledgeOf(known.outcome.status)) known.outcome = status;
  }

  /** Those with an outcome, by dispatch key: it stands, whatever is journalled behind it. */
  settled(): [string, MessageStatus][] {
    return [...this.known].flatMap(([key, { outcome }]) => (outcome ? [[key, outcome]] : []));
  }

  open(): Open[] {
    return [...this.known.values()].flatMap((known) => (known.outcome || known.begun.size === 0 ? [] : openOf(known)));
  }

  /** Those that an owner before told unknown, and when: it may have ended before it heard that nothing was written. */
  doubted(): Doubted[] {
    return [...this.known.values()].flatMap((known) => {
      const { status, code, at: toldAt = 0 } = known.outcome ?? {};
      if (status !== 'unknown' || code !== 'OUTCOME_UNKNOWN') return [];
      return openOf(known).map((open) => ({ ...open, toldAt }));
    });
  }

  private of(message: Pick<JournalEntry, 'messageId' | 'attempt'>): Known {
    const key = dispatchKey(message);
    const known = this.known.get(key) ?? { begun: new Map<string, Begun>() };
    this.known.set(key, known);
    return known;
  }
}

function openOf({ begun, latest }: Known): Open[] {
  if (!latest) return [];
  return [
    { begun: [...begun.values()].at(-1) ?? latest.begun, partition: latest.partition, submissions: [...begun.keys()] },
  ];
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
