import { type MessageStatus, knowledgeOf } from '@stopsms/contracts';

/** Journalled before it was decided that the message does not leave this replica; its next owner may dispatch it. */
export const NOT_SUBMITTED = 'NOT_SUBMITTED';

/** What the end of the journal says about messages whose lane offset was not committed. */
export class JournalTail {
  private readonly last = new Map<string, MessageStatus>();

  /** Takes the entries of one partition in order. */
  add(status: MessageStatus): void {
    const key = `${status.messageId}:${status.attempt}`;
    const known = this.last.get(key);
    if (status.status !== 'submitting') {
      // A successor's `unknown` may come to stand behind what its predecessor knew.
      if (!known || knowledgeOf(status.status) > knowledgeOf(known.status)) this.last.set(key, status);
    }
    // An outcome stands: a message is journalled again only after its release. So does `unknown`, told by a successor when
    // the owner before it wakes late and gives the message back.
    else if (known && known.status !== 'submitting') return;
    else if (status.code === NOT_SUBMITTED) this.last.delete(key);
    else if (!known) this.last.set(key, status);
  }

  /** Those with an outcome, by dispatch key. */
  settled(): [string, MessageStatus][] {
    return [...this.last].filter(([, { status }]) => status !== 'submitting');
  }

  /** Those that may be with the operator, nobody knows. */
  open(): MessageStatus[] {
    return [...this.last.values()].filter(({ status }) => status === 'submitting');
  }
}
