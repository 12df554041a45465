import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { ScheduledJob } from '@stopsms/service';
import { GatewayMetrics } from '../gateway-metrics';
import { DELIVERIES_SQL } from './deliveries.store';

export const MAX_WAITING = Symbol('receipts and replies that may wait for one account');

/**
 * Counts waiting records of each account, and deletes those not fetched in time. An account whose receipts pile up must fetch them before
 * it submits more: so the queue is bounded, and no accepted message lacks an outcome.
 */
@Injectable()
export class WaitingDeliveries extends ScheduledJob {
  readonly everyMs = 10_000;
  readonly failure = 'Waiting receipts are not counted and expired ones not deleted; retrying';
  private counts: ReadonlyMap<string, number> = new Map();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly metrics: GatewayMetrics,
    @Inject(MAX_WAITING) private readonly maxWaiting: number,
  ) {
    super();
  }

  isFull(account: string): boolean {
    return (this.counts.get(account) ?? 0) >= this.maxWaiting;
  }

  async execute(): Promise<void> {
    const expired = await this.database.query(DELIVERIES_SQL.expire, [this.clock.now()]);
    for (const { door } of expired) this.metrics.delivery(door, 'expired');
    const rows = await this.database.query(DELIVERIES_SQL.waiting);
    this.counts = new Map(rows.map(({ account, count }) => [account, count]));
    this.metrics.setWaiting(this.counts);
  }
}
