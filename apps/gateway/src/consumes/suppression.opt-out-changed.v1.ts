import { Controller } from '@nestjs/common';
import { optOutChanged } from '@stopsms/contracts';
import { BATCHED, Consumes, type MessageOf } from '@stopsms/messaging';
import { EraseRecipients } from '../erasures/erase-recipients';

@Controller()
export class OptOutChangedConsumer {
  constructor(private readonly eraseRecipients: EraseRecipients) {}

  @Consumes(optOutChanged, BATCHED)
  async handle(messages: MessageOf<typeof optOutChanged>[]): Promise<void> {
    await this.eraseRecipients.execute(messages.map(({ value }) => value));
  }
}
