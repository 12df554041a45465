import { Injectable } from '@nestjs/common';
import type { Anchor } from '@stopsms/messaging';

/**
 * Identity of the opt-out topic that the view was read from, recognised by the position of its canary record. The canary is
 * written once, when the platform begins, and its key has no other writer, so compaction never moves or replaces it. The
 * recipient secret, of which it is a digest, is not known here: a dispatcher compares keys and makes none.
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

  /** Digest of the canary; undefined before the first was seen. */
  get canary(): string | undefined {
    return this.seenCanary;
  }

  /** Problem of the topic; undefined if it holds one list. */
  problem(): string | undefined {
    if (this.seenCanary === undefined)
      return 'the topic has no canary of the recipient secret yet; where it was lost, a restart of suppression writes the list again';
    if (this.contradicted) return 'the topic bears the canaries of two recipient secrets';
    return undefined;
  }
}
