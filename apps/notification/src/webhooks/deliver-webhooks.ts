import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock, Pseudonyms } from '@stopsms/kernel';
import { LOG, type Log, Worker } from '@stopsms/service';
import { type WebhookAnswer, WebhookClient } from './webhook-client';
import { type LeasedDelivery, type SettledDelivery, WebhookQueue } from './webhook-queue';
import { retryDelayMs } from './retry-delay';
import { NotificationMetrics } from '../notification-metrics';
import { CurrentAdvertisers } from '../advertisers/current-advertisers';
import { SigningSecrets } from './signing-secrets';
import { WEBHOOK_SETTINGS, type WebhookSettings, deliveryIdOf, webhookPayload } from './webhook-delivery';

const CONCURRENCY = 10;
const PAUSE_MS = 1_000;

/**
 * Calls advertisers' webhooks until they answer or a day has passed; at least once, so a receiver may get a call again
 * after a crash of ours. Calls that cannot be signed are held until their advertiser has a secret.
 */
@Injectable()
export class DeliverWebhooks extends Worker implements OnApplicationBootstrap {
  readonly failure = 'Webhooks cannot be delivered; nothing is lost, retrying';
  /** Advertisers that have no held calls. */
  private released = new Set<string>();

  constructor(
    private readonly queue: WebhookQueue,
    private readonly client: WebhookClient,
    private readonly advertisers: CurrentAdvertisers,
    private readonly secrets: SigningSecrets,
    private readonly pseudonyms: Pseudonyms,
    private readonly clock: Clock,
    private readonly metrics: NotificationMetrics,
    @Inject(WEBHOOK_SETTINGS) private readonly settings: WebhookSettings,
    @Inject(LOG) private readonly log: Log,
  ) {
    super();
  }

  onApplicationBootstrap(): void {
    const { seal, allowPrivate, needTls } = this.settings;
    if (!seal) {
      this.log.warn(
        'WEBHOOK_SECRETS_KEY is not set: webhooks are held, none is sent. Set the same key as for campaign, 32 bytes in base64.',
      );
    }
    if (allowPrivate && needTls) {
      this.log.warn(
        'WEBHOOK_ALLOW_PRIVATE is true in production mode: a webhookUrl may lead to machines of this network. Remove the setting.',
      );
    }
  }

  /** Notes that calls to these have just been held. */
  heldFor(advertiserIds: string[]): void {
    for (const id of advertiserIds) this.released.delete(id);
  }

  protected async step(): Promise<number> {
    return (await this.execute()) ? 0 : PAUSE_MS;
  }

  /** Returns whether more may be due. */
  private async execute(): Promise<boolean> {
    await this.advertisers.waitFor([]);
    await this.releaseHeld();
    const leased = await this.queue.lease();
    if (leased.length === 0) return false;
    await this.advertisers.waitFor(leased.map(({ advertiserId }) => advertiserId));
    const settled = await this.attemptAll(leased);
    await this.queue.settle(settled);
    for (const { state } of settled) this.metrics.webhook(state === 'pending' ? 'retried' : state);
    return true;
  }

  private async releaseHeld(): Promise<void> {
    const able = this.advertisers.all().filter((advertiser) => this.secrets.whyHeld(advertiser) === undefined);
    const fresh = able.map(({ id }) => id).filter((id) => !this.released.has(id));
    this.released = new Set(able.map(({ id }) => id));
    if (fresh.length > 0) await this.queue.releaseHeld(fresh);
  }

  /** A call that has not begun at shutdown keeps its lease, and is taken up when that ends. */
  private async attemptAll(leased: LeasedDelivery[]): Promise<SettledDelivery[]> {
    const remaining = [...leased];
    const settled: SettledDelivery[] = [];
    const lane = async () => {
      for (let next = remaining.shift(); next && !this.isStopping; next = remaining.shift())
        settled.push(await this.attempt(next));
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, lane));
    return settled;
  }

  private async attempt(delivery: LeasedDelivery): Promise<SettledDelivery> {
    const [advertiser] = this.advertisers.pick([delivery.advertiserId]);
    if (!advertiser?.webhookUrl) {
      const result = 'the advertiser no longer has a webhookUrl';
      return { ...delivery, nextAt: this.clock.now(), state: 'failed', result };
    }
    const secrets = this.secrets.of(advertiser);
    const { delivered, result } = Array.isArray(secrets)
      ? await this.call(delivery, advertiser.webhookUrl, secrets)
      : { delivered: false, result: secrets };
    const nextAt = this.clock.now() + retryDelayMs(delivery.attempts + 1, Math.random());
    const unsettled = nextAt > delivery.giveUpAt.getTime() ? 'failed' : 'pending';
    return { ...delivery, nextAt, result, state: delivered ? 'delivered' : unsettled };
  }

  private call(delivery: LeasedDelivery, url: string, secrets: string[]): Promise<WebhookAnswer> {
    return this.client.call({
      id: deliveryIdOf(delivery.changeId, delivery.advertiserId),
      url,
      payload: webhookPayload(delivery, this.pseudonyms),
      secrets,
      traceparent: delivery.traceparent,
    });
  }
}
