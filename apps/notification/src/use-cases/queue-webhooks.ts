import { Injectable } from '@nestjs/common';
import type { OptOutChanged } from '@stopsms/contracts';
import { type NewDelivery, WebhookRows } from '../adapters/webhook-rows';
import { NotificationMetrics } from '../notification-metrics';
import { DeliverWebhooks } from './deliver-webhooks';
import { KnownAdvertisers } from './known-advertisers';
import { advertiserIdsOf } from './plan-confirmation';
import { SigningSecrets } from './signing-secrets';

type Changes = { change: OptOutChanged; traceparent: string }[];

const EVERYONE = '*';

/** Notes whom to tell of each change: the advertisers it names, or all for `*`, as far as they gave a webhook URL. */
@Injectable()
export class QueueWebhooks {
  constructor(
    private readonly rows: WebhookRows,
    private readonly advertisers: KnownAdvertisers,
    private readonly deliver: DeliverWebhooks,
    private readonly metrics: NotificationMetrics,
    private readonly secrets: SigningSecrets,
  ) {}

  async execute(changes: Changes): Promise<void> {
    await this.advertisers.expect(changes.flatMap(({ change }) => advertiserIdsOf(change)));
    const deliveries = changes.flatMap((each) => this.deliveriesOf(each));
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

  private deliveriesOf({ change: event, traceparent }: Changes[number]): NewDelivery[] {
    const { changeId, change, source, recipientKey, msisdn = null, numberKnownTo = [], at } = event;
    const scopes = event.optOuts.map(({ scope }) => scope);
    const concerned = scopes.includes(EVERYONE)
      ? this.advertisers.all()
      : this.advertisers.pick(advertiserIdsOf(event));
    return concerned
      .filter(({ webhookUrl }) => webhookUrl)
      .map((advertiser) => ({ id: advertiser.id, held: this.secrets.whyHeld(advertiser) ?? null }))
      .map(({ id, held }) => ({
        changeId,
        advertiserId: id,
        held,
        change,
        scope: widest(scopes, id),
        source,
        recipientKey,
        // STOP ALL, or STOP to a code of many, is no reason to give a number to whoever never had it.
        msisdn: numberKnownTo.includes(id) ? msisdn : null,
        at,
        traceparent,
      }));
  }
}

/** Of several scopes that concern an advertiser, the one that contains the others. */
function widest(scopes: string[], advertiserId: string): string {
  if (scopes.includes(EVERYONE)) return EVERYONE;
  if (scopes.includes(advertiserId)) return advertiserId;
  return scopes.find((scope) => scope.startsWith(`${advertiserId}/`)) ?? advertiserId;
}
