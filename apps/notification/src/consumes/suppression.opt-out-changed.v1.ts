import { Controller } from '@nestjs/common';
import { optOutChanged } from '@stopsms/contracts';
import { Consumes, type MessageOf } from '@stopsms/messaging';
import { ConfirmOptOuts } from '../confirmations/confirm-opt-outs';
import { EraseRecipients } from '../erasures/erase-recipients';
import { QueueOptOutWebhooks } from '../webhooks/queue-opt-out-webhooks';

/** The person first, then the advertisers. Each remembers what it did, so a redelivered event changes nothing. */
@Controller()
export class OptOutChangedConsumer {
  constructor(
    private readonly confirmOptOuts: ConfirmOptOuts,
    private readonly queueOptOutWebhooks: QueueOptOutWebhooks,
    private readonly eraseRecipients: EraseRecipients,
  ) {}

  @Consumes(optOutChanged)
  async handle(messages: MessageOf<typeof optOutChanged>[]): Promise<void> {
    const changes = messages.map(({ value, traceparent }) => ({ change: value, traceparent }));
    await this.confirmOptOuts.execute(changes);
    await this.queueOptOutWebhooks.execute(changes);
    await this.eraseRecipients.execute(changes.map(({ change }) => change));
  }
}
