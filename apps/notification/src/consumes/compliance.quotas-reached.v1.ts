import { Controller } from '@nestjs/common';
import { quotasReached } from '@stopsms/contracts';
import { Consumes, type MessageOf, BATCHED } from '@stopsms/messaging';
import { TellQuotas } from '../webhooks/tell-quotas';

@Controller()
export class QuotasReachedConsumer {
  constructor(private readonly tellQuotas: TellQuotas) {}

  @Consumes(quotasReached, BATCHED)
  async handle(messages: MessageOf<typeof quotasReached>[]): Promise<void> {
    await this.tellQuotas.execute(messages);
  }
}
