import { Controller } from '@nestjs/common';
import { optOutChanged } from '@stopsms/contracts';
import { isUuid } from '@stopsms/kernel';
import { Consumes, type MessageOf, NOBODY_WAITS } from '@stopsms/messaging';
import { EraseRecipients } from '../use-cases/erase-recipients';
import { KeepQuarantines } from '../use-cases/quarantine/keep-quarantines';

// Of a reply it tells that its sender is on the list, so that nothing of ours need keep adverts from them. And whoever asks for
// erasure wants what we keep of their texts gone.
@Controller()
export class OptOutChangedConsumer {
  constructor(
    private readonly eraseRecipients: EraseRecipients,
    private readonly quarantines: KeepQuarantines,
  ) {}

  @Consumes(optOutChanged, NOBODY_WAITS)
  async handle(messages: MessageOf<typeof optOutChanged>[]): Promise<void> {
    const answered = messages.filter(({ value }) => value.source === 'sms' && value.change !== 'returned');
    await this.quarantines.dealtWith(answered.flatMap(({ value }) => uuidIn(value.evidenceId)));
    const erasures = messages.filter(({ value }) => value.source === 'erasure');
    await this.eraseRecipients.execute(
      erasures.flatMap(({ value: { recipientKey, optOuts } }) => optOuts.map(({ scope }) => ({ recipientKey, scope }))),
    );
  }
}

/** The id of the reply; the topic allows any name. */
const uuidIn = (evidenceId: string): string[] => (isUuid(evidenceId) ? [evidenceId] : []);
