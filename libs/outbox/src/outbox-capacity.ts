import { setTimeout as delay } from 'node:timers/promises';
import type { OnModuleDestroy } from '@nestjs/common';
import type { Database } from '@stopsms/persistence';

const POLL_MS = 20;

/**
 * Limits what bulk work adds to the outbox, which is sent in order: a million records written at once would delay the next
 * STOP, or an appointment reminder, behind them.
 */
export class OutboxCapacity implements OnModuleDestroy {
  private stopping = false;

  get isStopping(): boolean {
    return this.stopping;
  }

  /** @param maxWaiting - records that may wait before capacity is used up; one batch may exceed it */
  constructor(
    private readonly database: Database,
    private readonly maxWaiting: number,
  ) {}

  onModuleDestroy(): void {
    this.stopping = true;
  }

  async available(): Promise<boolean> {
    const [row] = await this.database.query<{ waiting: string }>(
      'SELECT coalesce(sum(size), 0) AS waiting FROM (SELECT size FROM outbox LIMIT $1) AS parcels',
      [this.maxWaiting],
    );
    return Number(row?.waiting) < this.maxWaiting;
  }

  /** Waits while Kafka does not keep up. Returns false when the service stops: end the work then. */
  async wait(): Promise<boolean> {
    while (!this.stopping) {
      if (await this.available()) return !this.stopping;
      await delay(POLL_MS);
    }
    return false;
  }
}
