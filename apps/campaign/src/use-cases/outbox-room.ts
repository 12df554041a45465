import { setTimeout as delay } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';

// The outbox is sent in order. A campaign of a million messages, or the consents of a big import, written at once would
// keep an appointment reminder waiting behind them, and could no longer be paused or cancelled.

/** With a chunk on top, a few thousand records may wait: a fraction of a second of sending. */
const MOST_WAITING = 3_000;
const LOOK_AGAIN_MS = 20;

/** Tells whether bulk work may add to the outbox. */
@Injectable()
export class OutboxRoom {
  constructor(private readonly database: Database) {}

  async available(): Promise<boolean> {
    const [row] = await this.database.query<{ waiting: string }>(
      'SELECT coalesce(sum(size), 0) AS waiting FROM (SELECT size FROM outbox LIMIT $1) AS parcels',
      [MOST_WAITING],
    );
    return Number(row?.waiting) < MOST_WAITING;
  }

  /** Waits as long as Kafka does not keep up, unless `givenUp`. */
  async wait(givenUp: () => boolean): Promise<void> {
    while (!givenUp() && !(await this.available())) await delay(LOOK_AGAIN_MS);
  }
}
