import { setTimeout as pause } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { TransientFault } from '@stopsms/messaging';
import { Freshness } from '../view/freshness';
import type { Dispatchable } from './dispatchable';
import { InFlightAdverts } from './in-flight-adverts';

const LOOK_EVERY_MS = 5;
const PATIENCE_MS = 5_000;

/** Keeps a confirmation back until its opt-out blocks adverts here and the recipient's last one has landed (G3). */
@Injectable()
export class ConfirmationGate {
  constructor(
    private readonly freshness: Freshness,
    private readonly inFlight: InFlightAdverts,
  ) {}

  /** @throws TransientFault when the view does not get there; nothing of the batch has left then */
  async wait({ after, recipientKey }: Dispatchable): Promise<void> {
    if (!after) return;
    for (let waitedMs = 0; !this.freshness.hasPassed(after); waitedMs += LOOK_EVERY_MS) {
      if (waitedMs >= PATIENCE_MS) throw new TransientFault('A confirmation waits for the view to pass its opt-out');
      await pause(LOOK_EVERY_MS);
    }
    await this.inFlight.settled(recipientKey);
  }
}
