import { Inject, Injectable } from '@nestjs/common';
import type { MessageStatus } from '@stopsms/contracts';
import { Latest } from '@stopsms/kernel';
import { Guarantees } from '@stopsms/service';
import { Freshness, MAX_HEARTBEAT_AGE_MS } from '../view/freshness';
import { OptOutView } from '../view/opt-out-view';
import type { Dispatchable } from '../messages/dispatchable';

/** Confirmations and messages to remember: an advert has long left, or not, when so many others have. */
const REMEMBERED = 50_000;
/** Tolerance beyond the limit: the view is checked just before, by another reading of the clock. */
const TOLERATED_MS = 500;

/** Fields of a message that are watched once it has an outcome. */
export type WatchedMessage = Pick<Dispatchable, 'lane' | 'messageId' | 'recipientKey' | 'after'>;

/**
 * Detects broken guarantees at the operator link. It decides nothing and shares no state with what does: a bug there must not
 * hide itself here.
 */
@Injectable()
export class GuaranteeWatch {
  /** Instant at which the last confirmation was submitted, by recipient key. */
  private readonly confirmed = new Latest<number>(REMEMBERED);
  /** Operator ids of a submitted message, by message id. */
  private readonly submitted = new Latest<string>(REMEMBERED);

  constructor(
    private readonly guarantees: Guarantees,
    private readonly view: OptOutView,
    private readonly freshness: Freshness,
    @Inject(MAX_HEARTBEAT_AGE_MS) private readonly limitMs: number,
  ) {}

  /** Called when its first part is about to be written. */
  leaves({ lane, messageId, recipientKey, scopes }: Dispatchable): void {
    if (lane !== 'marketing') return;
    if (this.confirmed.get(recipientKey) !== undefined && this.view.blockingScope(recipientKey, scopes) !== undefined) {
      this.guarantees.violated('G3', 'an advert leaves after the confirmation of an opt-out', { messageId });
    }
    const ageMs = this.freshness.heartbeatAgeMs();
    if (ageMs === undefined || ageMs > this.limitMs + TOLERATED_MS) {
      this.guarantees.violated('G5', 'an advert leaves while the opt-out view is stale', { messageId, ageMs });
    }
  }

  /** Called with the outcome. */
  ended({ lane, messageId, recipientKey, after }: WatchedMessage, { status, smscIds, at }: MessageStatus): void {
    if (status !== 'submitted') return;
    const ids = smscIds?.join() ?? '';
    const before = this.submitted.get(messageId);
    if (before !== undefined && before !== ids) {
      this.guarantees.violated('G4', 'a message was submitted a second time', {
        messageId,
        first: before,
        second: ids,
      });
    }
    this.submitted.set(messageId, ids);
    if (lane === 'service' && after) this.confirmed.set(recipientKey, at);
  }
}
