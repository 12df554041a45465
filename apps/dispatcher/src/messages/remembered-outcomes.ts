import { type MessageStatus, knowledgeOf } from '@stopsms/contracts';
import { Latest } from '@stopsms/kernel';
import { dispatchKey } from './dispatchable';

/** Limit above the number of messages that may arrive once more: what was handled without a commit, and two minutes at 1,500 a second. */
const LIMIT = 200_000;

interface Remembered {
  readonly status: MessageStatus['status'];
  /** Whole status while it is not on the topic. */
  readonly unpublished?: MessageStatus;
}

/** Published outcomes, of which no more is needed: one object for all messages with the same. */
const PUBLISHED = new Map<MessageStatus['status'], Remembered>();

function published(status: MessageStatus['status']): Remembered {
  let one = PUBLISHED.get(status);
  if (!one) PUBLISHED.set(status, (one = { status }));
  return one;
}

/**
 * Outcomes of the latest messages. Records arrive again when a commit or a status could not be written; a message with an
 * outcome here is never submitted again (docs/design/guarantees.md#g4), and its outcome is published again only if that
 * failed: a repeated status would follow a later one that a frozen predecessor published meanwhile.
 */
export class RememberedOutcomes {
  private readonly outcomes = new Latest<Remembered>(LIMIT);
  /** Forgotten messages without an outcome since: on the topic they are still unknown. */
  private readonly forgotten = new Set<string>();

  get(key: string): Remembered | undefined {
    return this.outcomes.get(key);
  }

  /** An outcome that says no more than the remembered one changes only whether it is published. */
  set(key: string, status: MessageStatus, isPublished = false): void {
    if (this.forgotten.has(key)) {
      // Read back from the topic, where it precedes what is known here.
      if (isPublished && status.status === 'unknown') return;
      this.forgotten.delete(key);
    }
    const known = this.outcomes.get(key);
    if (known && knowledgeOf(known.status) >= knowledgeOf(status.status)) {
      if (isPublished && known.unpublished) this.outcomes.set(key, published(known.status));
      return;
    }
    this.outcomes.set(key, isPublished ? published(status.status) : { status: status.status, unpublished: status });
  }

  /** Deletes an outcome: nothing of the message was written. That it was published as unknown is void from now on. */
  forget(key: string): void {
    this.outcomes.delete(key);
    this.forgotten.add(key);
  }

  /** Marks remembered outcomes as published. */
  markPublished(statuses: readonly MessageStatus[]): void {
    for (const status of statuses) {
      const key = dispatchKey(status);
      const known = this.outcomes.get(key);
      if (known?.unpublished) this.outcomes.set(key, published(known.status));
    }
  }
}
