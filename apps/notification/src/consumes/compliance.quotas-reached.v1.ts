import { Controller } from '@nestjs/common';
import { quotasReached } from '@stopsms/contracts';
import { Consumes, type MessageOf, BATCHED } from '@stopsms/messaging';
import { QueueQuotaWebhooks } from '../webhooks/queue-quota-webhooks';

@Controller()
export class QuotasReachedConsumer {
  constructor(private readonly queueQuotaWebhooks: QueueQuotaWebhooks) {}

  @Consumes(quotasReached, BATCHED)
  async handle(messages: MessageOf<typeof quotasReached>[]): Promise<void> {
    await this.queueQuotaWebhooks.execute(messages);
  }
}
