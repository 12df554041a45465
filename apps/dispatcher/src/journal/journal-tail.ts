import { type MessageStatus, knowledgeOf } from '@stopsms/contracts';
import { dispatchKey } from '../use-cases/dispatchable';

/** Journalled before it was decided that the message does not leave this replica; its next owner may dispatch it. */
export const NOT_SUBMITTED = 'NOT_SUBMITTED';

/** A message that may be with the operator, nobody knows. */
export interface Open {
  begun: MessageStatus;
  /** The tries of which no end is told. */
  submissions: string[];
}

interface Entry {
  outcome?: MessageStatus;
  /** By submission. */
  begun: Map<string, MessageStatus>;
}

/** What the end of the journal says about messages whose lane offset was not committed. */
export class JournalTail {
  private readonly entries = new Map<string, Entry>();

  /** Takes the entries of one partition in order. */
  add(status: MessageStatus): void {
    const key = dispatchKey(status);
    const entry = this.entries.get(key) ?? { begun: new Map<string, MessageStatus>() };
    this.entries.set(key, entry);
    const submission = submissionOf(status);
    if (status.status !== 'submitting') {
      // A successor's `unknown` may come to stand behind what its predecessor knew.
      const { outcome } = entry;
      if (!outcome || knowledgeOf(status.status) > knowledgeOf(outcome.status)) entry.outcome = status;
    }
    // Given back twice, or late, it must not end the try of another: that one may be with the operator.
    else if (status.code === NOT_SUBMITTED) entry.begun.delete(submission);
    else entry.begun.set(submission, status);
  }

  /** Those with an outcome, by dispatch key: it stands, whatever is journalled behind it. */
  settled(): [string, MessageStatus][] {
    return [...this.entries].flatMap(([key, { outcome }]) => (outcome ? [[key, outcome]] : []));
  }

  open(): Open[] {
    return [...this.entries.values()].flatMap(({ outcome, begun }) => {
      const last = [...begun.values()].at(-1);
      return outcome || !last ? [] : [{ begun: last, submissions: [...begun.keys()] }];
    });
  }
}

/** A dispatcher of an earlier version names none: all of its tries are one. */
export const submissionOf = ({ submission = '' }: MessageStatus): string => submission;
