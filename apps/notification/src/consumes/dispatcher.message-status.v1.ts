import { Controller } from '@nestjs/common';
import { messageStatus } from '@stopsms/contracts';
import { Consumes, type MessageOf, NOBODY_WAITS } from '@stopsms/messaging';
import { RecordFates } from '../use-cases/record-fates';

@Controller()
export class MessageStatusConsumer {
  constructor(private readonly recordFates: RecordFates) {}

  @Consumes(messageStatus, NOBODY_WAITS)
  async handle(messages: MessageOf<typeof messageStatus>[]): Promise<void> {
    await this.recordFates.execute(messages.map(({ value }) => value).filter(({ lane }) => lane === 'service'));
  }
}
