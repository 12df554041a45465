import { Controller } from '@nestjs/common';
import { receipts } from '@stopsms/contracts';
import { Consumes, type MessageOf, BATCHED } from '@stopsms/messaging';
import { RecordOutcomes } from '../decision/outcomes/record-outcomes';

@Controller()
export class ReceiptsConsumer {
  constructor(private readonly recordOutcomes: RecordOutcomes) {}

  @Consumes(receipts, BATCHED)
  async handle(messages: MessageOf<typeof receipts>[]): Promise<void> {
    await this.recordOutcomes.execute(
      messages.map(({ topic, partition, value: { messageId, provider, smscId, outcome, stat, error, at } }) => ({
        source: { topic, partition },
        outcome: { messageId, isLast: true, report: { outcome, stat, error, provider, smscId, at } },
      })),
    );
  }
}
