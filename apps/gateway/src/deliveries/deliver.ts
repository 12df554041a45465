import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { LeaseQueue, retryDelayMs } from '@stopsms/lease-queue';
import { Database } from '@stopsms/persistence';
import { GatewayMetrics } from '../gateway-metrics';
import type { DeliveriesSql } from './deliveries.sql';
import { CAPACITY, DELAYED, DELIVERIES_SQL } from './deliveries.store';
import { type Attempt, type Delivery, type DeliveryChannel, MAX_ATTEMPT_MS } from './delivery';

/** Deliveries of one account that are leased at once. */
const MAX_AT_ONCE = 200;
const FIRST_RETRY_MS = 5_000;
const MAX_RETRY_MS = 300_000;

type Row = DeliveriesSql['lease']['row'];
/** `dueAt` is undefined for a delivery that is not sent again. */
type Outcome = { id: string; dueAt: number | undefined };

/**
 * Hands waiting receipts and replies to the doors, as many as their systems can take, until each is answered. At least once: a system
 * gets a delivery again if its answer was lost. Accounts do not wait for each other.
 */
@Injectable()
export class Deliver extends LeaseQueue<Row, Outcome> {
  readonly failure = 'Receipts and replies are not delivered; nothing is lost, retrying';
  protected readonly leaseMs = MAX_ATTEMPT_MS + 60_000;
  protected readonly pauseMs = 500;
  private readonly channels = new Map<string, DeliveryChannel>();
  /** Deliveries that a channel attempts, by door and account. */
  private readonly inHand = new Map<string, number>();

  constructor(
    database: Database,
    clock: Clock,
    private readonly metrics: GatewayMetrics,
  ) {
    super(database, clock);
  }

  register(channel: DeliveryChannel): void {
    this.channels.set(channel.door, channel);
  }

  protected async lease(now: number, leasedUntil: number): Promise<Row[]> {
    const capacity = this.capacity();
    if (capacity.length === 0) return [];
    return this.database.query(DELIVERIES_SQL.lease, [...CAPACITY.of(capacity), now, leasedUntil]);
  }

  /** Starts them: an account whose system is slow keeps no other waiting. */
  protected async attemptAll(rows: Row[]): Promise<void> {
    rows.sort((one, other) => one.createdAt.getTime() - other.createdAt.getTime());
    for (const row of rows) void this.attempt(row);
  }

  protected async settle(outcomes: Outcome[]): Promise<void> {
    const done = outcomes.flatMap(({ id, dueAt }) => (dueAt === undefined ? [id] : []));
    const delayed = outcomes.flatMap(({ id, dueAt }) => (dueAt === undefined ? [] : [{ id, dueAt }]));
    if (done.length > 0) await this.database.query(DELIVERIES_SQL.remove, [done]);
    if (delayed.length > 0) await this.database.query(DELIVERIES_SQL.delay, DELAYED.of(delayed));
  }

  private capacity(): { door: string; account: string; count: number }[] {
    return [...this.channels].flatMap(([door, channel]) =>
      [...channel.capacity()].flatMap(([account, free]) => {
        const count = Math.min(free, MAX_AT_ONCE) - (this.inHand.get(`${door} ${account}`) ?? 0);
        return count > 0 ? [{ door, account, count }] : [];
      }),
    );
  }

  private async attempt(delivery: Delivery): Promise<void> {
    const { id, door, account, attempts } = delivery;
    const key = `${door} ${account}`;
    this.inHand.set(key, (this.inHand.get(key) ?? 0) + 1);
    const attempt = await (this.channels.get(door)?.deliver(delivery) ?? Promise.resolve<Attempt>('later')).catch(
      (): Attempt => 'later',
    );
    const left = (this.inHand.get(key) ?? 1) - 1;
    if (left > 0) this.inHand.set(key, left);
    else this.inHand.delete(key);
    const retryMs = retryDelayMs(attempts, 1, FIRST_RETRY_MS, MAX_RETRY_MS);
    this.ended({ id, dueAt: attempt === 'later' ? this.clock.now() + retryMs : undefined });
    this.metrics.delivery(delivery.door, attempt === 'later' ? 'retried' : attempt);
    this.nudge();
  }
}
