import { Injectable } from '@nestjs/common';
import type { Advertiser } from '@stopsms/contracts';
import { type NewDelivery, type Told, WebhookRows } from './webhook-rows';
import { NotificationMetrics } from '../notification-metrics';
import { DeliverWebhooks } from './deliver-webhooks';
import { SigningSecrets } from './signing-secrets';

/** What an advertiser is to be told. */
export interface Call {
  advertiser: Advertiser;
  told: Told;
}

/** Has calls made to advertisers that gave a webhook URL; those that cannot be signed yet wait. */
@Injectable()
export class AddDeliveries {
  constructor(
    private readonly rows: WebhookRows,
    private readonly deliver: DeliverWebhooks,
    private readonly metrics: NotificationMetrics,
    private readonly secrets: SigningSecrets,
  ) {}

  /** A call that is known already changes nothing. */
  async execute(calls: Call[]): Promise<void> {
    const deliveries = calls.flatMap(({ advertiser, told }): NewDelivery[] =>
      advertiser.webhookUrl
        ? [{ ...told, advertiserId: advertiser.id, held: this.secrets.whyHeld(advertiser) ?? null }]
        : [],
    );
    if (deliveries.length === 0) return;
    const added = await this.rows.add(deliveries);
    const held = added.filter((state) => state === 'held').length;
    if (held > 0) {
      this.metrics.webhook('held', held);
      // A secret that came between looking and holding would otherwise release nothing.
      this.deliver.heldFor(deliveries.flatMap((each) => (each.held === null ? [] : each.advertiserId)));
    }
    if (added.length > held) this.deliver.nudge();
  }
}
