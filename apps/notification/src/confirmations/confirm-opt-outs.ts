import { Injectable } from '@nestjs/common';
import type { OptOutChanged } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import type { Tx } from '@stopsms/persistence';
import { Guarantees } from '@stopsms/service';
import { NotificationMetrics } from '../notification-metrics';
import { CurrentAdvertisers } from '../advertisers/current-advertisers';
import { advertiserIdsOf, planConfirmation } from './plan-confirmation';
import { ExpireOutdated } from './expire-outdated';
import { planReturn } from './plan-return';
import { QueueMessages } from '../service-messages/queue-messages';
import { SERVICE_MESSAGES_SQL } from '../service-messages/service-messages.store';
import type { ServiceMessage } from '../service-messages/service-message';

type Changes = { change: OptOutChanged; traceparent: string }[];

/** Confirms each opt-out, and each return by START, by one SMS, once however often its event is delivered. */
@Injectable()
export class ConfirmOptOuts {
  constructor(
    private readonly queue: QueueMessages,
    private readonly expireOutdated: ExpireOutdated,
    private readonly advertisers: CurrentAdvertisers,
    private readonly clock: Clock,
    private readonly metrics: NotificationMetrics,
    private readonly guarantees: Guarantees,
  ) {}

  async execute(tx: Tx, changes: Changes): Promise<void> {
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
    // One round trip: later statements see what the first has inserted.
    const [queued, second] = await Promise.all([
      this.queue.execute(tx, messages),
      this.findSecond(tx, messages),
      this.expireOutdated.execute(
        tx,
        changes.map(({ change }) => change),
      ),
    ]);
    this.reportSecond(queued, second);
    if (queued.length > 0) tx.afterCommit(() => this.count(queued, receivedAt));
  }

  /** Returns the ids of messages with an episode of another message. */
  private async findSecond(tx: Tx, messages: readonly ServiceMessage[]): Promise<ReadonlySet<string>> {
    if (messages.length === 0) return new Set();
    const ids = messages.map(({ message }) => message.messageId);
    const rows = await tx.query(SERVICE_MESSAGES_SQL.confirmedTwice, [ids]);
    return new Set(rows.map(({ messageId }) => messageId));
  }

  /**
   * Reports a second confirmation of an episode as a violation: each is confirmed once (docs/design/guarantees.md#g4), and another
   * message with one of its episodes would be a second text to the person.
   */
  private reportSecond(fresh: readonly ServiceMessage[], second: ReadonlySet<string>): void {
    for (const { message } of fresh) {
      const { messageId } = message;
      if (second.has(messageId)) this.guarantees.violated('G4', 'an episode is confirmed a second time', { messageId });
    }
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
