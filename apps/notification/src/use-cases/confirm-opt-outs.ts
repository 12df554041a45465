import { Injectable } from '@nestjs/common';
import type { OptOutChanged } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { NotificationMetrics } from '../notification-metrics';
import { KnownAdvertisers } from './known-advertisers';
import { advertiserIdsOf, planConfirmation } from './plan-confirmation';
import { planReturn } from './plan-return';
import { QueueMessages } from './queue-messages';
import type { ServiceMessage } from './service-message';

type Changes = { change: OptOutChanged; traceparent: string }[];

/** Confirms each opt-out, and each return by START, by one SMS, once however often its event comes. */
@Injectable()
export class ConfirmOptOuts {
  constructor(
    private readonly database: Database,
    private readonly queue: QueueMessages,
    private readonly advertisers: KnownAdvertisers,
    private readonly clock: Clock,
    private readonly metrics: NotificationMetrics,
  ) {}

  async execute(changes: Changes): Promise<void> {
    await this.advertisers.expect(changes.flatMap(({ change }) => advertiserIdsOf(change)));
    const receivedAt = new Map<string, number>();
    const messages = changes.flatMap(({ change, traceparent }): ServiceMessage[] => {
      const advertisers = this.advertisers.pick(advertiserIdsOf(change));
      const planned = change.change === 'returned' ? planReturn : planConfirmation;
      const plan = planned(change, advertisers, this.clock.now());
      if (!plan.ok) {
        this.metrics.skip('confirmation', plan.refusal.code);
        return [];
      }
      if (change.change === 'opted-out' && change.source === 'sms')
        receivedAt.set(plan.value.message.messageId, change.at);
      return [{ ...plan.value, traceparent }];
    });
    if (messages.length === 0) return;
    const queued = await this.database.run((tx) => this.queue.execute(tx, messages));
    this.count(queued, receivedAt);
  }

  private count(queued: ServiceMessage[], receivedAt: Map<string, number>): void {
    const now = this.clock.now();
    for (const { message, lang, dueAt } of queued) {
      this.metrics.entered(message.kind, lang, dueAt > message.at ? 'scheduled' : 'queued');
      const stoppedAt = receivedAt.get(message.messageId);
      if (stoppedAt !== undefined) this.metrics.confirmedAfter(now - stoppedAt);
    }
  }
}
