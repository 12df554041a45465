import { Controller } from '@nestjs/common';
import { moReceived, replies } from '@stopsms/contracts';
import { BATCHED, Consumes, type MessageOf } from '@stopsms/messaging';
import { ForwardReplies } from '../replies/forward-replies';
import { REPLIES_GROUP } from './inbound-mo.received.v1';

@Controller()
export class RepliesConsumer {
  constructor(private readonly forwardReplies: ForwardReplies) {}

  @Consumes(replies, { group: REPLIES_GROUP, after: [moReceived], ...BATCHED })
  async handle(messages: MessageOf<typeof replies>[]): Promise<void> {
    await this.forwardReplies.execute(messages.map(({ value }) => value));
  }
}
