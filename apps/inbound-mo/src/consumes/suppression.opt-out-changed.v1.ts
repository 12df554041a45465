import { Controller } from '@nestjs/common';
import { optOutChanged } from '@stopsms/contracts';
import { isUuid } from '@stopsms/kernel';
import { Consumes, type MessageOf, BATCHED } from '@stopsms/messaging';
import { EraseRecipients } from '../recipients/erase-recipients';
import { TrackQuarantines } from '../quarantine/track-quarantines';
import { ReopenLinks } from '../links/reopen-links';

// An opt-out by reply ends the quarantine of that reply: its sender is on the suppression list. A return reopens the unsubscribe
// page behind the person's link. An erasure deletes what is stored of the person's texts.
@Controller()
export class OptOutChangedConsumer {
  constructor(
    private readonly eraseRecipients: EraseRecipients,
    private readonly quarantines: TrackQuarantines,
    private readonly reopenLinks: ReopenLinks,
  ) {}

  @Consumes(optOutChanged, BATCHED)
  async handle(messages: MessageOf<typeof optOutChanged>[]): Promise<void> {
    const answered = messages.filter(({ value }) => value.source === 'sms' && value.change !== 'returned');
    await this.quarantines.endRecorded(answered.flatMap(({ value }) => uuidIn(value.evidenceId)));
    const returned = messages.filter(({ value }) => value.change === 'returned');
    await this.reopenLinks.execute(
      returned.flatMap(({ value: { recipientKey, optOuts, at } }) =>
        optOuts.flatMap(({ advertiserId }) => (advertiserId === null ? [] : [{ recipientKey, advertiserId, at }])),
      ),
    );
    const erasures = messages.filter(({ value }) => value.source === 'erasure');
    await this.eraseRecipients.execute(
      erasures.flatMap(({ value: { recipientKey, optOuts, forget = false } }) =>
        optOuts.map(({ scope }) => ({ recipientKey, scope, forget })),
      ),
    );
  }
}

/** The id of the reply; the topic allows any name. */
const uuidIn = (evidenceId: string): string[] => (isUuid(evidenceId) ? [evidenceId] : []);
