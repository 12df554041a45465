import { Injectable } from '@nestjs/common';
import { RecipientKeys } from '@stopsms/kernel';
import type { Anchor } from '@stopsms/messaging';

/**
 * Which opt-out topic the view was read from: the one whose canary record lies where it was seen. The canary is written
 * once, when the platform begins, and its key is written by nobody else, so compaction never moves or replaces it.
 */
@Injectable()
export class TopicIdentity {
  private seenCanary: string | undefined;
  private seenAt: Anchor | undefined;

  constructor(private readonly keys: RecipientKeys) {}

  seen(canary: string, at: Anchor): void {
    this.seenCanary = canary;
    this.seenAt = at;
  }

  forget(): void {
    this.seenCanary = undefined;
    this.seenAt = undefined;
  }

  get anchor(): Anchor | undefined {
    return this.seenAt;
  }

  get canary(): string {
    return this.keys.canary();
  }

  /** Undefined when the topic was made with our secret. */
  problem(): string | undefined {
    if (this.seenCanary === undefined)
      return 'the topic has no canary of the recipient secret yet; where it was lost, a restart of suppression writes the list again';
    if (this.seenCanary !== this.keys.canary()) return 'the topic was made with another STOPSMS_RECIPIENT_SECRET';
    return undefined;
  }
}
