import { Controller } from '@nestjs/common';
import { serviceReceipts } from '@stopsms/contracts';
import { BATCHED, Consumes, type MessageOf } from '@stopsms/messaging';
import { RecordStatuses } from '../service-messages/record-statuses';

@Controller()
export class ServiceReceiptsConsumer {
  constructor(private readonly recordStatuses: RecordStatuses) {}

  /** A receipt, also of a failure, shows that the operator took the message: one whose response was lost is no longer unknown. */
  @Consumes(serviceReceipts, BATCHED)
  async handle(messages: MessageOf<typeof serviceReceipts>[]): Promise<void> {
    await this.recordStatuses.execute(
      messages.map(({ value: { messageId, at } }) => ({ messageId, status: 'submitted' as const, at })),
    );
  }
}
