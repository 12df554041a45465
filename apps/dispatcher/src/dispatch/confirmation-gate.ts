import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Position } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { TransientFault } from '@stopsms/messaging';
import { Freshness } from '../view/freshness';
import type { Dispatchable } from '../messages/dispatchable';
import { InFlightAdverts } from './in-flight-adverts';

const POLL_MS = 5;
/** Time after which a position that was not reached may belong to a lost topic: the broker is queried. */
const DOUBT_AFTER_MS = 500;
const PATIENCE_MS = 5_000;

/**
 * Holds a confirmation until its opt-out blocks adverts here and the recipient's last advert has ended
 * (docs/design/guarantees.md#g3).
 */
@Injectable()
export class ConfirmationGate {
  constructor(
    private readonly freshness: Freshness,
    private readonly inFlight: InFlightAdverts,
    private readonly clock: Clock,
  ) {}

  /** @throws TransientFault when the view does not get there in time; nothing of the batch has left then */
  async wait({ after, recipientKey, expiresAt }: Dispatchable): Promise<void> {
    if (!after) return;
    const deadline = performance.now() + PATIENCE_MS;
    const doubtAt = deadline - PATIENCE_MS + DOUBT_AFTER_MS;
    for (let isForeign: boolean | undefined; !this.freshness.hasPassed(after);) {
      // An expired confirmation does not leave and must not delay others.
      if (expiresAt !== undefined && this.clock.now() >= expiresAt) return;
      if (isForeign === undefined && performance.now() >= doubtAt) isForeign = await this.freshness.isBeyond(after);
      if (isForeign && this.freshness.problem() === undefined) break;
      if (performance.now() >= deadline) throw new TransientFault(waitsFor(after));
      await pause(POLL_MS);
    }
    await this.inFlight.settled(recipientKey);
  }
}

const waitsFor = ({ partition, offset }: Position): string =>
  `A confirmation waits for the view to pass its opt-out (partition ${partition}, offset ${offset})`;
