import { Injectable } from '@nestjs/common';
import type { Advertiser } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import type { Tx } from '@stopsms/persistence';
import { NotificationMetrics } from '../notification-metrics';
import { DeliverWebhooks } from './deliver-webhooks';
import { SigningSecrets } from './signing-secrets';
import { WEBHOOK_DELIVERIES_SQL } from './webhook-deliveries.store';
import { HELD_FOR_MS, RETRY_FOR_MS, type WebhookEvent } from './webhook-delivery';

/** An event and the advertiser to call about it. */
export interface Call {
  advertiser: Advertiser;
  event: WebhookEvent;
}

/** Queues calls to advertisers that gave a webhook URL; those that cannot be signed yet are held. */
@Injectable()
export class AddDeliveries {
  constructor(
    private readonly clock: Clock,
    private readonly deliver: DeliverWebhooks,
    private readonly metrics: NotificationMetrics,
    private readonly secrets: SigningSecrets,
  ) {}

  /** A call that was queued before changes nothing. The first attempt follows the commit. */
  async execute(tx: Tx, calls: Call[]): Promise<void> {
    const deliveries = calls.flatMap(({ advertiser, event }) =>
      advertiser.webhookUrl
        ? [{ ...event, advertiserId: advertiser.id, held: this.secrets.whyHeld(advertiser) ?? null }]
        : [],
    );
    if (deliveries.length === 0) return;
    const params = [JSON.stringify(deliveries), this.clock.now(), RETRY_FOR_MS, HELD_FOR_MS] as const;
    const added = await tx.query(WEBHOOK_DELIVERIES_SQL.add, params);
    const held = added.filter(({ state }) => state === 'held').length;
    tx.afterCommit(() => {
      if (held > 0) {
        this.metrics.webhook('held', held);
        // A secret that was made between the check and the hold would otherwise release nothing.
        this.deliver.heldFor(deliveries.flatMap((each) => (each.held === null ? [] : each.advertiserId)));
      }
      if (added.length > held) this.deliver.nudge();
    });
  }
}
