import { Controller } from '@nestjs/common';
import { numberStates } from '@stopsms/contracts';
import { Consumes, type MessageOf, BATCHED } from '@stopsms/messaging';
import { RecordNumberStates } from '../people/recipients/record-number-states';

// A text to a number without a holder costs money and shows operators that we do not check; a reassigned number may
// reach somebody who agreed to nothing.
@Controller()
export class NumberStatesConsumer {
  constructor(private readonly recordNumberStates: RecordNumberStates) {}

  @Consumes(numberStates, BATCHED)
  async handle(messages: MessageOf<typeof numberStates>[]): Promise<void> {
    const said = messages.filter(({ moved }) => !moved);
    await this.recordNumberStates.execute(new Map(said.map(({ key, value }) => [key, value])));
  }
}
