import type { MessageStatus } from '@stopsms/contracts';

/** More than what all partitions together can have handled without having committed it. */
const LIMIT = 50_000;

/**
 * What became of the latest messages. Records come again when a commit or a status could not be written; a message whose
 * outcome is known here is told again and never submitted again (guarantee G4).
 */
export class RememberedOutcomes {
  private readonly outcomes = new Map<string, MessageStatus>();

  get(key: string): MessageStatus | undefined {
    return this.outcomes.get(key);
  }

  set(key: string, status: MessageStatus): void {
    this.outcomes.set(key, status);
    if (this.outcomes.size <= LIMIT) return;
    // A Map keeps the order of insertion, so its first key is the oldest.
    const [oldest] = this.outcomes.keys();
    if (oldest !== undefined) this.outcomes.delete(oldest);
  }
}
