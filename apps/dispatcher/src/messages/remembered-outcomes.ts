import { type MessageStatus, knowledgeOf } from '@stopsms/contracts';
import { Latest } from '@stopsms/kernel';
import { dispatchKey } from './dispatchable';

/** More than what all partitions together can have handled without having committed it. */
const LIMIT = 50_000;

interface Remembered {
  status: MessageStatus;
  /** It is on the topic. */
  isTold: boolean;
}

/**
 * What became of the latest messages. Records come again when a commit or a status could not be written; a message whose
 * outcome is known here is never submitted again (docs/design/guarantees.md#g4), and told again only where that failed: what
 * a successor says again would stand behind what its predecessor, frozen until then, has told meanwhile.
 */
export class RememberedOutcomes {
  private readonly outcomes = new Latest<Remembered>(LIMIT);

  get(key: string): Remembered | undefined {
    return this.outcomes.get(key);
  }

  /** What says no more than what is remembered changes nothing but that it is told. */
  set(key: string, status: MessageStatus, isTold = false): void {
    const known = this.outcomes.get(key);
    if (known && knowledgeOf(known.status.status) >= knowledgeOf(status.status)) {
      known.isTold ||= isTold;
      return;
    }
    this.outcomes.set(key, { status, isTold });
  }

  /** It has none after all: nothing of it was written. */
  forget(key: string): void {
    this.outcomes.delete(key);
  }

  /** These are on the topic now; what of them is no outcome is not remembered. */
  told(statuses: readonly MessageStatus[]): void {
    for (const status of statuses) {
      const known = this.outcomes.get(dispatchKey(status));
      if (known) known.isTold = true;
    }
  }
}
