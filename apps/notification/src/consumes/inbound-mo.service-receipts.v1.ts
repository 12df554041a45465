import { Controller } from '@nestjs/common';
import { serviceReceipts } from '@stopsms/contracts';
import { BATCHED, Consumes, type MessageOf } from '@stopsms/messaging';
import { RecordStatuses } from '../service-messages/record-statuses';

@Controller()
export class ServiceReceiptsConsumer {
  constructor(private readonly recordStatuses: RecordStatuses) {}

  /** Whatever its outcome, a receipt shows that the operator took the message: one whose response was lost is not unknown any longer. */
  @Consumes(serviceReceipts, BATCHED)
  async handle(messages: MessageOf<typeof serviceReceipts>[]): Promise<void> {
    await this.recordStatuses.execute(
      messages.map(({ value: { messageId, at } }) => ({ messageId, status: 'submitted' as const, at })),
    );
  }
}
