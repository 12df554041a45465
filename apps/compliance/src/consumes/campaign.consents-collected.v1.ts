import { Controller } from '@nestjs/common';
import { consentsCollected } from '@stopsms/contracts';
import { Consumes, type MessageOf, BATCHED } from '@stopsms/messaging';
import { RecordConsents } from '../people/consents/record-consents';

@Controller()
export class ConsentsCollectedConsumer {
  constructor(private readonly recordConsents: RecordConsents) {}

  @Consumes(consentsCollected, BATCHED)
  async handle(messages: MessageOf<typeof consentsCollected>[]): Promise<void> {
    // An import reports acts of persons and is none itself: it lifts no opt-out.
    await this.recordConsents.execute(
      messages.map(({ value }) => ({ ...value, basis: 'consent', ownAct: false, evidence: {} })),
    );
  }
}
