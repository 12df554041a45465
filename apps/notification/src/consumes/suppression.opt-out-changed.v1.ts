import { Controller } from '@nestjs/common';
import { optOutChanged } from '@stopsms/contracts';
import { BATCHED, Consumes, type MessageOf } from '@stopsms/messaging';
import { Database } from '@stopsms/persistence';
import { CurrentAdvertisers } from '../advertisers/current-advertisers';
import { ConfirmOptOuts } from '../confirmations/confirm-opt-outs';
import { advertiserIdsOf } from '../confirmations/plan-confirmation';
import { eraseRecipients } from '../erasures/erase-recipients';
import { ErasePushes } from '../pushes/erase-pushes';
import { QueuePushes } from '../pushes/queue-pushes';
import { QueueOptOutWebhooks } from '../webhooks/queue-opt-out-webhooks';

/** Stores what changes cause in one transaction: confirmations, webhooks, pushes, then erasures. A redelivered change causes nothing new. */
@Controller()
export class OptOutChangedConsumer {
  constructor(
    private readonly database: Database,
    private readonly advertisers: CurrentAdvertisers,
    private readonly confirmOptOuts: ConfirmOptOuts,
    private readonly queueOptOutWebhooks: QueueOptOutWebhooks,
    private readonly queuePushes: QueuePushes,
    private readonly erasePushes: ErasePushes,
  ) {}

  @Consumes(optOutChanged, BATCHED)
  async handle(messages: MessageOf<typeof optOutChanged>[]): Promise<void> {
    const changes = messages.map(({ value, traceparent }) => ({ change: value, traceparent }));
    await this.advertisers.waitFor(changes.flatMap(({ change }) => advertiserIdsOf(change)));
    await this.database.run(async (tx) => {
      await this.confirmOptOuts.execute(tx, changes);
      await this.queueOptOutWebhooks.execute(tx, changes);
      const values = changes.map(({ change }) => change);
      await this.queuePushes.execute(tx, values);
      eraseRecipients(tx, values);
      this.erasePushes.execute(tx, values);
    });
  }
}
