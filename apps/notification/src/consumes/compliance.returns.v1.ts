import { Controller } from '@nestjs/common';
import { returns } from '@stopsms/contracts';
import { Consumes, type MessageOf, BATCHED } from '@stopsms/messaging';
import { AnswerStarts } from '../answers/answer-starts';

@Controller()
export class ReturnsConsumer {
  constructor(private readonly answerStarts: AnswerStarts) {}

  @Consumes(returns, BATCHED)
  async handle(messages: MessageOf<typeof returns>[]): Promise<void> {
    const refused = messages.filter(({ value }) => value.outcome !== 'granted');
    if (refused.length > 0) await this.answerStarts.execute(refused);
  }
}
