import { Controller } from '@nestjs/common';
import { replies } from '@stopsms/contracts';
import { Consumes, type MessageOf, BATCHED } from '@stopsms/messaging';
import { AnswerReplies } from '../answers/answer-replies';

/** Only those who ask are answered here: a STOP is confirmed once suppression has recorded it. */
@Controller()
export class RepliesConsumer {
  constructor(private readonly answerReplies: AnswerReplies) {}

  @Consumes(replies, BATCHED)
  async handle(messages: MessageOf<typeof replies>[]): Promise<void> {
    await this.answerReplies.execute(messages.map(({ value, traceparent }) => ({ reply: value, traceparent })));
  }
}
