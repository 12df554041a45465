import { setTimeout as delay } from 'node:timers/promises';
import type { Database } from '@stopsms/persistence';

const POLL_MS = 20;

/**
 * Limits what bulk work adds to the outbox, which is sent in order: a million records written at once would delay the next
 * STOP, or an appointment reminder, behind them.
 */
export class OutboxCapacity {
  /**
   * @param maxWaiting - records that may wait before capacity is used up; one batch may exceed it
   * @param stopping - aborted when the service shuts down
   */
  constructor(
    private readonly database: Database,
    private readonly maxWaiting: number,
    private readonly stopping: AbortSignal,
  ) {}

  get isStopping(): boolean {
    return this.stopping.aborted;
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
    while (!this.isStopping) {
      if (await this.available()) return !this.isStopping;
      await delay(POLL_MS);
    }
    return false;
  }

  /** Waits until Kafka has all that the outbox has now. Returns false if the service stops first. */
  async drained(): Promise<boolean> {
    const [last] = await this.database.query<{ id: string | null }>('SELECT max(id) AS id FROM outbox');
    while (!this.isStopping) {
      // The relay deletes the last of what it has published when it looks for more: this wakes it.
      const waiting = await this.database.query(
        `SELECT pg_notify('outbox_' || current_schema(), '') FROM (SELECT FROM outbox WHERE id <= $1 LIMIT 1) AS waiting`,
        [last?.id ?? 0],
      );
      if (waiting.length === 0) return true;
      await delay(POLL_MS);
    }
    return false;
  }
}
