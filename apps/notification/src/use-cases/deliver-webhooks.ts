import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { LOG, type Log } from '@stopsms/service-kit';
import { Poller } from '../adapters/poller';
import { WebhookClient } from '../adapters/webhook-client';
import { type LeasedDelivery, type SettledDelivery, WebhookRows } from '../adapters/webhook-rows';
import { retryDelayMs } from '../domain/retry-delay';
import { NotificationMetrics } from '../notification-metrics';
import { KnownAdvertisers } from './known-advertisers';
import { WEBHOOK_SETTINGS, type WebhookSettings, deliveryIdOf, webhookPayload } from './webhook-delivery';

const CONCURRENCY = 10;
const PAUSE_MS = 1_000;

/**
 * Calls advertisers' webhooks until they answer or a day has passed; at least once, so a receiver may see a call again
 * after a crash of ours. Calls that could not be signed are held, and go out once a secret is set.
 */
@Injectable()
export class DeliverWebhooks implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly poller: Poller;
  private stopping = false;

  constructor(
    private readonly rows: WebhookRows,
    private readonly client: WebhookClient,
    private readonly advertisers: KnownAdvertisers,
    private readonly clock: Clock,
    private readonly metrics: NotificationMetrics,
    @Inject(WEBHOOK_SETTINGS) private readonly settings: WebhookSettings,
    @Inject(LOG) private readonly log: Log,
  ) {
    this.poller = new Poller('Delivering webhooks', PAUSE_MS, () => this.execute(), log);
  }

  async onApplicationBootstrap(): Promise<void> {
    if (this.settings.secret === undefined) {
      this.log.warn('WEBHOOK_SIGNING_SECRET is not set: webhooks are held, none is sent. Set 32 characters or more.');
    } else {
      await this.rows.releaseHeld();
    }
    this.poller.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    await this.poller.stop();
  }

  nudge(): void {
    this.poller.nudge();
  }

  /** @returns whether more may be due */
  private async execute(): Promise<boolean> {
    if (this.settings.secret === undefined) {
      await this.rows.dropHeldTooLong();
      return false;
    }
    const leased = await this.rows.lease();
    if (leased.length === 0) return false;
    await this.advertisers.expect(leased.map(({ advertiserId }) => advertiserId));
    const settled = await this.attemptAll(leased);
    await this.rows.settle(settled);
    for (const { state } of settled) this.metrics.webhook(state === 'pending' ? 'retried' : state);
    return true;
  }

  /** What is not begun when we stop keeps its lease, and is taken up when that ends. */
  private async attemptAll(leased: LeasedDelivery[]): Promise<SettledDelivery[]> {
    const queue = [...leased];
    const settled: SettledDelivery[] = [];
    const lane = async () => {
      for (let next = queue.shift(); next && !this.stopping; next = queue.shift())
        settled.push(await this.attempt(next));
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, lane));
    return settled;
  }

  private async attempt(delivery: LeasedDelivery): Promise<SettledDelivery> {
    const [advertiser] = this.advertisers.pick([delivery.advertiserId]);
    if (!advertiser?.webhookUrl) {
      const result = 'the advertiser has no webhookUrl any more';
      return { ...delivery, nextAt: this.clock.now(), state: 'failed', result };
    }
    const { delivered, result } = await this.client.call({
      id: deliveryIdOf(delivery.changeId, delivery.advertiserId),
      url: advertiser.webhookUrl,
      payload: webhookPayload(delivery),
      traceparent: delivery.traceparent,
    });
    const nextAt = this.clock.now() + retryDelayMs(delivery.attempts + 1, Math.random());
    const unsettled = nextAt > delivery.giveUpAt.getTime() ? 'failed' : 'pending';
    return { ...delivery, nextAt, result, state: delivered ? 'delivered' : unsettled };
  }
}
