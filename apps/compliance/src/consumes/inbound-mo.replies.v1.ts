import { Controller } from '@nestjs/common';
import { type ReplyTier, optsOut, replies } from '@stopsms/contracts';
import { Consumes, type MessageOf, BATCHED } from '@stopsms/messaging';
import { RecordContacts } from '../people/consents/record-contacts';
import { RecordStarts } from '../people/consents/record-starts';
import { WithdrawWrongPersons } from '../people/consents/withdraw-wrong-persons';

/** Replies by which a person stays in touch; a STOP reaches us as an opt-out, and a report is no friendly sign. */
const keepsInTouch = (tier: ReplyTier): boolean => !optsOut(tier) && tier !== 'report';

// A consent ends some years after the last contact that came from the person (docs/law/consent.md#how-long-it-lasts), and a
// reply is one. A START is more: it gives the consent anew. A wrong number ends those of whoever had it before.
@Controller()
export class RepliesConsumer {
  constructor(
    private readonly recordContacts: RecordContacts,
    private readonly recordStarts: RecordStarts,
    private readonly withdrawWrongPersons: WithdrawWrongPersons,
  ) {}

  @Consumes(replies, BATCHED)
  async handle(messages: MessageOf<typeof replies>[]): Promise<void> {
    const contacts = messages.flatMap(({ value }) => {
      // Meant for nobody we know of, or perhaps the copy of an old one: it prolongs nothing.
      if (!value.attributed || value.mayBeCopy || !keepsInTouch(value.tier)) return [];
      const { recipientKey, replyId, receivedAt: at } = value;
      return value.advertisers.map(({ advertiserId }) => ({ recipientKey, advertiserId, replyId, at }));
    });
    await this.recordContacts.execute(contacts);
    await this.withdrawWrongPersons.execute(messages.map(({ value }) => value));
    const starts = messages.filter(({ value }) => value.tier === 'start' && value.channel === 'sms');
    await this.recordStarts.execute(starts.map(({ value, traceparent }) => ({ reply: value, traceparent })));
  }
}
