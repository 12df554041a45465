import { Controller } from '@nestjs/common';
import { optOutChanged } from '@stopsms/contracts';
import { Consumes, type MessageOf, BATCHED } from '@stopsms/messaging';
import { EraseRecipients } from '../decision/held/erase-recipients';

// The opt-outs themselves we have from the list. But an erasure by somebody who is on it already changes nothing there,
// and is published here alone.
@Controller()
export class OptOutChangedConsumer {
  constructor(private readonly eraseRecipients: EraseRecipients) {}

  @Consumes(optOutChanged, BATCHED)
  async handle(messages: MessageOf<typeof optOutChanged>[]): Promise<void> {
    const erasures = messages.filter(({ value }) => value.source === 'erasure');
    await this.eraseRecipients.execute(
      erasures.flatMap(({ value: { recipientKey, optOuts } }) => optOuts.map(({ scope }) => ({ recipientKey, scope }))),
    );
  }
}
