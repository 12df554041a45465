import { Injectable } from '@nestjs/common';
import type { Anchor } from '@stopsms/messaging';

/**
 * Which opt-out topic the view was read from: the one whose canary record lies where it was seen. The canary is written
 * once, when the platform begins, and its key is written by nobody else, so compaction never moves or replaces it. What it is a
 * digest of, the recipient secret, is not known here: a dispatcher compares keys and makes none.
 */
@Injectable()
export class TopicIdentity {
  private seenCanary: string | undefined;
  private seenAt: Anchor | undefined;
  private contradicted = false;

  seen(canary: string, at: Anchor): void {
    this.seenCanary ??= canary;
    this.contradicted = canary !== this.seenCanary;
    if (!this.contradicted) this.seenAt = at;
  }

  forget(): void {
    this.seenCanary = undefined;
    this.seenAt = undefined;
    this.contradicted = false;
  }

  get anchor(): Anchor | undefined {
    return this.seenAt;
  }

  /** Undefined before the first was seen. */
  get canary(): string | undefined {
    return this.seenCanary;
  }

  /** Undefined when what the topic says is of one list. */
  problem(): string | undefined {
    if (this.seenCanary === undefined)
      return 'the topic has no canary of the recipient secret yet; where it was lost, a restart of suppression writes the list again';
    if (this.contradicted) return 'the topic bears the canaries of two recipient secrets';
    return undefined;
  }
}
