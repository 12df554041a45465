import { Controller } from '@nestjs/common';
import { messageStatus, moReceived } from '@stopsms/contracts';
import { A_MOMENT, Consumes, type MessageOf } from '@stopsms/messaging';
import { RECIPIENTS_GROUP } from '../recipients-group';
import { ReadReplies } from '../use-cases/read-replies';

// Never catches: a fault must hold the offset, because a skipped MO may be a lost STOP.
@Controller()
export class MoReceivedConsumer {
  constructor(private readonly readReplies: ReadReplies) {}

  @Consumes(moReceived, { group: RECIPIENTS_GROUP, after: messageStatus, ...A_MOMENT })
  async handle(messages: MessageOf<typeof moReceived>[]): Promise<void> {
    await this.readReplies.execute(messages.map(({ value, traceparent }) => ({ ...value, traceparent })));
  }
}
