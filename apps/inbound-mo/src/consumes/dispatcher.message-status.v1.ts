import { Controller } from '@nestjs/common';
import { messageStatus } from '@stopsms/contracts';
import { Consumes, type MessageOf } from '@stopsms/messaging';
import { RECIPIENTS_GROUP } from '../recipients-group';
import { RecordSends } from '../receipts/record-sends';

// Outcomes of the texts that were begun: those that were not sent no longer count, and receipts are joined to those that were.
@Controller()
export class MessageStatusConsumer {
  constructor(private readonly recordSends: RecordSends) {}

  @Consumes(messageStatus, RECIPIENTS_GROUP)
  async handle(messages: MessageOf<typeof messageStatus>[]): Promise<void> {
    await this.recordSends.execute(messages.map(({ value, traceparent }) => ({ ...value, traceparent })));
  }
}
