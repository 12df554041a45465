import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { Clock, Pseudonyms } from '@stopsms/kernel';
import { LeaseQueue, type Leased, afterFailure } from '@stopsms/lease-queue';
import { Database } from '@stopsms/persistence';
import { LOG, type Log } from '@stopsms/service';
import { type WebhookAnswer, WebhookClient } from './webhook-client';
import { SETTLED, WEBHOOK_DELIVERIES_SQL } from './webhook-deliveries.store';
import { NotificationMetrics } from '../notification-metrics';
import { CurrentAdvertisers } from '../advertisers/current-advertisers';
import { SigningSecrets } from './signing-secrets';
import {
  RETRY_FOR_MS,
  WEBHOOK_SETTINGS,
  type WebhookDelivery,
  type WebhookSettings,
  deliveryIdOf,
  webhookPayload,
} from './webhook-delivery';

const CONCURRENCY = 10;

type Settled = Leased<WebhookDelivery> & { state: 'delivered' | 'failed' | 'pending'; result: string; nextAt: number };

/**
 * Calls advertisers' webhooks until they answer or a day has passed; at least once, so a receiver may get a call again
 * after a crash of ours. Calls that cannot be signed are held until their advertiser has a secret.
 */
@Injectable()
export class DeliverWebhooks extends LeaseQueue<WebhookDelivery, Settled> implements OnApplicationBootstrap {
  readonly failure = 'Webhooks cannot be delivered; nothing is lost, retrying';
  /** Ten calls of 5 s at a time take half of it. */
  protected readonly leaseMs = 60_000;
  protected readonly pauseMs = 1_000;
  /** Advertisers that have no held calls. */
  private released = new Set<string>();

  constructor(
    database: Database,
    clock: Clock,
    private readonly client: WebhookClient,
    private readonly advertisers: CurrentAdvertisers,
    private readonly secrets: SigningSecrets,
    private readonly pseudonyms: Pseudonyms,
    private readonly metrics: NotificationMetrics,
    @Inject(WEBHOOK_SETTINGS) private readonly settings: WebhookSettings,
    @Inject(LOG) private readonly log: Log,
  ) {
    super(database, clock);
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

  /** Releases held calls to advertisers that have a secret now. */
  protected override async prepare(): Promise<void> {
    await this.advertisers.waitFor([]);
    const able = this.advertisers.all().filter((advertiser) => this.secrets.whyHeld(advertiser) === undefined);
    const fresh = able.map(({ id }) => id).filter((id) => !this.released.has(id));
    this.released = new Set(able.map(({ id }) => id));
    const now = this.clock.now();
    if (fresh.length > 0)
      await this.database.query(WEBHOOK_DELIVERIES_SQL.releaseHeld, [now, now + RETRY_FOR_MS, fresh]);
  }

  protected async lease(now: number, leasedUntil: number): Promise<WebhookDelivery[]> {
    const rows = await this.database.query(WEBHOOK_DELIVERIES_SQL.lease, [now, leasedUntil]);
    await this.advertisers.waitFor(rows.map(({ advertiserId }) => advertiserId));
    // Which columns a type has is a condition of the table.
    return rows as WebhookDelivery[];
  }

  protected async attemptAll(leased: Leased<WebhookDelivery>[]): Promise<void> {
    const lane = async () => {
      for (let next = leased.shift(); next && !this.isStopping; next = leased.shift())
        this.ended(await this.attempt(next));
    };
    await Promise.all(Array.from({ length: CONCURRENCY }, lane));
  }

  protected async settle(settled: Settled[]): Promise<void> {
    await this.database.query(WEBHOOK_DELIVERIES_SQL.settle, SETTLED.of(settled));
    for (const { state } of settled) this.metrics.webhook(state === 'pending' ? 'retried' : state);
  }

  private async attempt(delivery: Leased<WebhookDelivery>): Promise<Settled> {
    const [advertiser] = this.advertisers.pick([delivery.advertiserId]);
    if (!advertiser?.webhookUrl) {
      const result = 'the advertiser no longer has a webhookUrl';
      return { ...delivery, nextAt: this.clock.now(), state: 'failed', result };
    }
    const secrets = this.secrets.of(advertiser);
    const { delivered, result } = Array.isArray(secrets)
      ? await this.call(delivery, advertiser.webhookUrl, secrets)
      : { delivered: false, result: secrets };
    const failure = afterFailure(delivery, this.clock.now());
    return { ...delivery, ...failure, ...(delivered && { state: 'delivered' as const }), result };
  }

  private call(delivery: WebhookDelivery, url: string, secrets: string[]): Promise<WebhookAnswer> {
    return this.client.call({
      id: deliveryIdOf(delivery.changeId, delivery.advertiserId),
      url,
      payload: webhookPayload(delivery, this.pseudonyms),
      secrets,
      traceparent: delivery.traceparent,
    });
  }
}
