import { setTimeout as delay } from 'node:timers/promises';
import type { OnModuleDestroy } from '@nestjs/common';
import type { Database } from '@stopsms/persistence';

const LOOK_AGAIN_MS = 20;

/**
 * Tells whether bulk work may add to the outbox, which is sent in order: a million records written at once would keep the
 * next STOP, or an appointment reminder, waiting behind them.
 */
export class OutboxRoom implements OnModuleDestroy {
  private stopping = false;

  get isStopping(): boolean {
    return this.stopping;
  }

  /** @param mostWaiting - records that may wait before there is no room; a batch comes on top */
  constructor(
    private readonly database: Database,
    private readonly mostWaiting: number,
  ) {}

  onModuleDestroy(): void {
    this.stopping = true;
  }

  async available(): Promise<boolean> {
    const [row] = await this.database.query<{ waiting: string }>(
      'SELECT coalesce(sum(size), 0) AS waiting FROM (SELECT size FROM outbox LIMIT $1) AS parcels',
      [this.mostWaiting],
    );
    return Number(row?.waiting) < this.mostWaiting;
  }

  /** Waits as long as Kafka does not keep up. False when the service is being stopped: end what you do. */
  async wait(): Promise<boolean> {
    while (!this.stopping) {
      if (await this.available()) return !this.stopping;
      await delay(LOOK_AGAIN_MS);
    }
    return false;
  }
}
