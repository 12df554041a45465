import { Controller } from '@nestjs/common';
import { optOutChanged } from '@stopsms/contracts';
import { Consumes, type MessageOf } from '@stopsms/messaging';
import { Database } from '@stopsms/persistence';
import { CurrentAdvertisers } from '../advertisers/current-advertisers';
import { ConfirmOptOuts } from '../confirmations/confirm-opt-outs';
import { advertiserIdsOf } from '../confirmations/plan-confirmation';
import { eraseRecipients } from '../erasures/erase-recipients';
import { QueueOptOutWebhooks } from '../webhooks/queue-opt-out-webhooks';

/** Stores what changes cause in one transaction: confirmations, webhooks, then erasures. A redelivered change causes nothing new. */
@Controller()
export class OptOutChangedConsumer {
  constructor(
    private readonly database: Database,
    private readonly advertisers: CurrentAdvertisers,
    private readonly confirmOptOuts: ConfirmOptOuts,
    private readonly queueOptOutWebhooks: QueueOptOutWebhooks,
  ) {}

  @Consumes(optOutChanged)
  async handle(messages: MessageOf<typeof optOutChanged>[]): Promise<void> {
    const changes = messages.map(({ value, traceparent }) => ({ change: value, traceparent }));
    await this.advertisers.waitFor(changes.flatMap(({ change }) => advertiserIdsOf(change)));
    await this.database.run(async (tx) => {
      await this.confirmOptOuts.execute(tx, changes);
      await this.queueOptOutWebhooks.execute(tx, changes);
      eraseRecipients(
        tx,
        changes.map(({ change }) => change),
      );
    });
  }
}
