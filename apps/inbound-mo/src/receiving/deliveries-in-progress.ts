import { Injectable } from '@nestjs/common';
import { Problem } from '@stopsms/http';
import type { Response } from 'express';

/** Deliveries of one provider that a replica handles at a time: each has a body of at most 1 MB. */
const MAX_IN_PROGRESS = 100;

/**
 * Bounds the deliveries of each provider that are in progress. Replies have no limit of rate, because a STOP may be among them; so this
 * bounds what somebody with the secret of a provider can make a replica hold. Strangers are refused before, and do not count.
 */
@Injectable()
export class DeliveriesInProgress {
  private readonly counts = new Map<string, number>();

  /**
   * Counts a delivery until its response is closed.
   * @throws Problem 503 above the bound: vendors repeat what was answered with 5xx, and not all of them what was answered with 429
   */
  begin(provider: string, response: Response): void {
    const count = this.counts.get(provider) ?? 0;
    if (count >= MAX_IN_PROGRESS) throw new Problem('deliveries-busy', BUSY);
    this.counts.set(provider, count + 1);
    response.once('close', () => this.counts.set(provider, (this.counts.get(provider) ?? 1) - 1));
  }
}

const BUSY = `More than ${MAX_IN_PROGRESS} deliveries of this provider are in progress. Nothing was accepted. Send it again.`;
