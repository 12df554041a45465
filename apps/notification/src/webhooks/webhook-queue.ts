import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database, type Tx } from '@stopsms/persistence';
import { SETTLED, WEBHOOK_DELIVERIES_SQL } from './webhook-deliveries.store';
import { HELD_FOR_MS, RETRY_FOR_MS, type WebhookDelivery, type WebhookEvent } from './webhook-delivery';

/** Longer than a batch can take, ten calls of 5 s at a time; then another replica may take the rows. */
const LEASE_MS = 60_000;

export type NewDelivery = WebhookEvent & {
  advertiserId: string;
  /** Reason for which it is held; null for one that is due. */
  held: string | null;
};
export type LeasedDelivery = WebhookDelivery & { leasedUntil: number };
export type SettledDelivery = LeasedDelivery & {
  state: 'delivered' | 'failed' | 'pending';
  result: string;
  /** Epoch ms of the next attempt, for one that is still pending. */
  nextAt: number;
};

/** Webhook calls that wait in PostgreSQL. Replicas lease different rows. */
@Injectable()
export class WebhookQueue {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Returns how many were new, by state. */
  async add(tx: Tx, deliveries: NewDelivery[]): Promise<{ pending: number; held: number }> {
    const params = [JSON.stringify(deliveries), this.clock.now(), RETRY_FOR_MS, HELD_FOR_MS] as const;
    const added = await tx.query(WEBHOOK_DELIVERIES_SQL.add, params);
    const held = added.filter(({ state }) => state === 'held').length;
    return { pending: added.length - held, held };
  }

  /** Takes some that are due, for as long as the lease lasts. */
  async lease(): Promise<LeasedDelivery[]> {
    const now = this.clock.now();
    const leasedUntil = now + LEASE_MS;
    const rows = await this.database.query(WEBHOOK_DELIVERIES_SQL.lease, [now, leasedUntil]);
    // Which columns a type has is a condition of the table.
    return rows.map((row) => ({ ...(row as WebhookDelivery), leasedUntil }));
  }

  /** Records how attempts ended, where the lease is still ours. */
  async settle(settled: SettledDelivery[]): Promise<void> {
    await this.database.query(WEBHOOK_DELIVERIES_SQL.settle, SETTLED.of(settled));
  }

  /** These advertisers have a secret now: their held calls are due. */
  async releaseHeld(advertiserIds: string[]): Promise<void> {
    const now = this.clock.now();
    await this.database.query(WEBHOOK_DELIVERIES_SQL.releaseHeld, [now, now + RETRY_FOR_MS, advertiserIds]);
  }
}
