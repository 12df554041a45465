import { Controller } from '@nestjs/common';
import { moReceived } from '@stopsms/contracts';
import { BATCHED, Consumes, type MessageOf } from '@stopsms/messaging';
import { KeepTexts } from '../replies/keep-texts';

/** Group of texts and of what inbound-mo says of them: a text is always here before its attribution. */
export const REPLIES_GROUP = 'replies';

@Controller()
export class MoReceivedConsumer {
  constructor(private readonly keepTexts: KeepTexts) {}

  @Consumes(moReceived, { group: REPLIES_GROUP, ...BATCHED })
  async handle(messages: MessageOf<typeof moReceived>[]): Promise<void> {
    await this.keepTexts.execute(messages.map(({ value }) => value));
  }
}
