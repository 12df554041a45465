import { Injectable } from '@nestjs/common';
import type { Advertiser } from '@stopsms/contracts';
import type { Tx } from '@stopsms/persistence';
import { NotificationMetrics } from '../notification-metrics';
import { DeliverWebhooks } from './deliver-webhooks';
import { SigningSecrets } from './signing-secrets';
import type { WebhookEvent } from './webhook-delivery';
import { type NewDelivery, WebhookQueue } from './webhook-queue';

/** An event and the advertiser to call about it. */
export interface Call {
  advertiser: Advertiser;
  event: WebhookEvent;
}

/** Queues calls to advertisers that gave a webhook URL; those that cannot be signed yet are held. */
@Injectable()
export class AddDeliveries {
  constructor(
    private readonly queue: WebhookQueue,
    private readonly deliver: DeliverWebhooks,
    private readonly metrics: NotificationMetrics,
    private readonly secrets: SigningSecrets,
  ) {}

  /** A call that was queued before changes nothing. The first attempt follows the commit. */
  async execute(tx: Tx, calls: Call[]): Promise<void> {
    const deliveries = calls.flatMap(({ advertiser, event }): NewDelivery[] =>
      advertiser.webhookUrl
        ? [{ ...event, advertiserId: advertiser.id, held: this.secrets.whyHeld(advertiser) ?? null }]
        : [],
    );
    if (deliveries.length === 0) return;
    const added = await this.queue.add(tx, deliveries);
    tx.afterCommit(() => {
      if (added.held > 0) {
        this.metrics.webhook('held', added.held);
        // A secret that was made between the check and the hold would otherwise release nothing.
        this.deliver.heldFor(deliveries.flatMap((each) => (each.held === null ? [] : each.advertiserId)));
      }
      if (added.pending > 0) this.deliver.nudge();
    });
  }
}
