import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import type { Tx } from '@stopsms/persistence';
import type { Door } from '../accounts/account';
import { GatewayMetrics } from '../gateway-metrics';
import { Deliver } from './deliver';
import { ADDED, DELIVERIES_SQL } from './deliveries.store';
import type { Content } from './delivery';

export const DELIVERY_RETENTION_MS = Symbol('how long a receipt or reply waits for its system');

export interface NewDelivery {
  /** The same for the same receipt or reply: it is queued once. */
  id: string;
  account: string;
  door: Door;
  /** Recipient of a reply, deleted when the person requests erasure. */
  recipientKey: string | null;
  content: Content;
}

/** Queues receipts and replies in the transaction that learns of them. */
@Injectable()
export class AddDeliveries {
  constructor(
    private readonly clock: Clock,
    private readonly metrics: GatewayMetrics,
    private readonly deliver: Deliver,
    @Inject(DELIVERY_RETENTION_MS) private readonly keptMs: number,
  ) {}

  async execute(tx: Tx, deliveries: readonly NewDelivery[]): Promise<void> {
    if (deliveries.length === 0) return;
    const now = this.clock.now();
    const rows = ADDED.of(deliveries, {
      id: ({ id }) => id,
      account: ({ account }) => account,
      door: ({ door }) => door,
      recipientKey: ({ recipientKey }) => recipientKey,
      content: ({ content }) => JSON.stringify(content),
    });
    const added = await tx.query(DELIVERIES_SQL.add, [...rows, now, now + this.keptMs]);
    tx.afterCommit(() => {
      for (const { door } of added) this.metrics.delivery(door, 'queued');
      this.deliver.nudge();
    });
  }
}
