import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { Position } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { TransientFault } from '@stopsms/messaging';
import { Freshness } from '../view/freshness';
import type { Dispatchable } from '../messages/dispatchable';
import { InFlightAdverts } from './in-flight-adverts';

const LOOK_EVERY_MS = 5;
/** A position that was not reached by then may be one of a topic that was lost: the broker is asked. */
const DOUBT_AFTER_MS = 500;
const PATIENCE_MS = 5_000;

/**
 * Keeps a confirmation back until its opt-out blocks adverts here and the recipient's last one has landed
 * (docs/design/guarantees.md#g3).
 */
@Injectable()
export class ConfirmationGate {
  constructor(
    private readonly freshness: Freshness,
    private readonly inFlight: InFlightAdverts,
    private readonly clock: Clock,
  ) {}

  /** @throws TransientFault when the view does not get there; nothing of the batch has left then */
  async wait({ after, recipientKey, expiresAt }: Dispatchable): Promise<void> {
    if (!after) return;
    const deadline = performance.now() + PATIENCE_MS;
    const doubtAt = deadline - PATIENCE_MS + DOUBT_AFTER_MS;
    for (let isForeign: boolean | undefined; !this.freshness.hasPassed(after);) {
      // It does not leave in any case, and must not keep others waiting.
      if (expiresAt !== undefined && this.clock.now() >= expiresAt) return;
      if (isForeign === undefined && performance.now() >= doubtAt) isForeign = await this.freshness.isBeyond(after);
      if (isForeign && this.freshness.problem() === undefined) break;
      if (performance.now() >= deadline) throw new TransientFault(waitsFor(after));
      await pause(LOOK_EVERY_MS);
    }
    await this.inFlight.settled(recipientKey);
  }
}

const waitsFor = ({ partition, offset }: Position): string =>
  `A confirmation waits for the view to pass its opt-out (partition ${partition}, offset ${offset})`;
