import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { Worker } from '@stopsms/service';
import { GatewayMetrics } from '../gateway-metrics';
import { CAPACITY, DELAYED, DELIVERIES_SQL } from './deliveries.store';
import { type Attempt, type Delivery, type DeliveryChannel, MAX_ATTEMPT_MS } from './delivery';

/** Longer than any attempt (`MAX_ATTEMPT_MS`); then another replica may try it. */
const LEASE_MS = MAX_ATTEMPT_MS + 60_000;
const PAUSE_MS = 500;
/** Deliveries of one account that are leased at once. */
const MAX_AT_ONCE = 200;
const FIRST_RETRY_MS = 5_000;
const MAX_RETRY_MS = 300_000;

/**
 * Hands waiting receipts and replies to the doors, as many as their systems can take, until each is answered. At least once: a system
 * gets a delivery again if its answer was lost. Accounts do not wait for each other.
 */
@Injectable()
export class Deliver extends Worker {
  readonly failure = 'Receipts and replies are not delivered; nothing is lost, retrying';
  private readonly channels = new Map<string, DeliveryChannel>();
  /** Deliveries that a channel attempts, by door and account. */
  private readonly inHand = new Map<string, number>();
  private readonly done: string[] = [];
  private readonly delayed: { id: string; dueAt: number }[] = [];

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly metrics: GatewayMetrics,
  ) {
    super();
  }

  register(channel: DeliveryChannel): void {
    this.channels.set(channel.door, channel);
  }

  protected async step(): Promise<number> {
    await this.settle();
    const capacity = this.capacity();
    if (capacity.length === 0) return PAUSE_MS;
    const now = this.clock.now();
    const rows = await this.database.query(DELIVERIES_SQL.lease, [...CAPACITY.of(capacity), now, now + LEASE_MS]);
    rows.sort((one, other) => one.createdAt.getTime() - other.createdAt.getTime());
    for (const row of rows) void this.attempt(row);
    return rows.length > 0 ? 1 : PAUSE_MS;
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
    if (attempt === 'later') this.delayed.push({ id, dueAt: this.clock.now() + retryAfterMs(attempts) });
    else this.done.push(id);
    this.metrics.delivery(delivery.door, attempt === 'later' ? 'retried' : attempt);
    this.nudge();
  }

  /** Records how attempts ended. What is not recorded is sent again once its lease ends. */
  private async settle(): Promise<void> {
    const done = this.done.splice(0);
    const delayed = this.delayed.splice(0);
    try {
      if (done.length > 0) await this.database.query(DELIVERIES_SQL.remove, [done]);
      if (delayed.length > 0) await this.database.query(DELIVERIES_SQL.delay, DELAYED.of(delayed));
    } catch (error) {
      this.done.push(...done);
      this.delayed.push(...delayed);
      throw error;
    }
  }

  /** Records what was answered until the shutdown. */
  override async run(...of: Parameters<Worker['run']>): Promise<void> {
    await super.run(...of);
    await this.settle();
  }
}

export const retryAfterMs = (attempts: number): number => Math.min(MAX_RETRY_MS, FIRST_RETRY_MS * 2 ** (attempts - 1));
