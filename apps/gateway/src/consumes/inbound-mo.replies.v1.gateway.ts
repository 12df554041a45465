import { Controller } from '@nestjs/common';
import { gatewayReplies } from '@stopsms/contracts';
import { BATCHED, Consumes, type MessageOf } from '@stopsms/messaging';
import { EraseReplies } from '../replies/erase-replies';
import { ForwardReplies } from '../replies/forward-replies';

@Controller()
export class RepliesConsumer {
  constructor(
    private readonly forwardReplies: ForwardReplies,
    private readonly eraseReplies: EraseReplies,
  ) {}

  /** The erasure of a reply is behind it: both in one batch leave nothing. */
  @Consumes(gatewayReplies, BATCHED)
  async handle(messages: MessageOf<typeof gatewayReplies>[]): Promise<void> {
    await this.forwardReplies.execute(messages);
    await this.eraseReplies.execute(messages.flatMap(({ value }) => (value.kind === 'erased' ? [value.replyId] : [])));
  }
}
