import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Database } from '@stopsms/persistence';

// The outbox is sent in order: a list of a million opt-outs written at once would keep the next STOP waiting behind it.

/** With a batch on top, the time of two thousand records: some tens of milliseconds. */
const MOST_WAITING = 1_000;
const LOOK_AGAIN_MS = 20;

/** Tells whether bulk work may go on. */
@Injectable()
export class OutboxRoom implements OnModuleDestroy {
  private stopping = false;

  constructor(private readonly database: Database) {}

  onModuleDestroy(): void {
    this.stopping = true;
  }

  /** Waits as long as Kafka does not keep up. False when the service is being stopped: end what you do. */
  async wait(): Promise<boolean> {
    while (!this.stopping) {
      const [row] = await this.database.query<{ waiting: string }>(
        'SELECT coalesce(sum(size), 0) AS waiting FROM (SELECT size FROM outbox LIMIT $1) AS parcels',
        [MOST_WAITING],
      );
      if (Number(row?.waiting) < MOST_WAITING) return true;
      await delay(LOOK_AGAIN_MS);
    }
    return false;
  }
}
