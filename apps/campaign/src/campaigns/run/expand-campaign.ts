import { Inject, Injectable } from '@nestjs/common';
import { Clock, RecipientKeys, deterministicId } from '@stopsms/kernel';
import { Outbox } from '@stopsms/outbox';
import { Database, type Tx } from '@stopsms/persistence';
import { isOpen, openness, progressOf } from '../../messages/message-progress.rule';
import { CONTACTS_SQL } from '../../contacts/contacts.store';
import type { ContactsSql } from '../../contacts/contacts.sql';
import type { CampaignsSql } from '../campaigns.sql';
import { CAMPAIGNS_SQL } from '../campaigns.store';
import { MADE, MESSAGES_SQL } from '../../messages/messages.store';
import { storedTimeline } from '../../messages/stored-timeline';
import { renderText } from '../preflight/render-text.rule';
import { type SmsRequested, requestRecord, smsRequested } from '../../produces/sms.requested.v1';
import { TOO_LONG, isTooLong } from '../preflight/render-page';

export const CHUNK = Symbol('messages made in one transaction');

type Expanding = CampaignsSql['lockNext']['row'];

type Recipient = ContactsSql['recipients']['row'];

/**
 * Makes the messages of running campaigns, a chunk at a time: message rows, requests and the cursor in one transaction,
 * so that a crash neither loses nor repeats any. The campaign's row lock keeps replicas off each other.
 */
@Injectable()
export class ExpandCampaign {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly keys: RecipientKeys,
    private readonly clock: Clock,
    @Inject(CHUNK) private readonly chunk: number,
  ) {}

  /** Makes one chunk for the advertiser that has waited longest; false when none is left to make. */
  async execute(): Promise<boolean> {
    return this.database.run(async (tx) => {
      const [campaign] = await tx.query(CAMPAIGNS_SQL.lockNext);
      if (!campaign) return false;
      const { id, addressBookId, lastSeq, uptoSeq } = campaign;
      const params = [addressBookId, lastSeq, uptoSeq, this.chunk] as const;
      const recipients = await tx.query(CONTACTS_SQL.recipients, params);
      await this.makeMessages(tx, campaign, recipients);
      const [last, isLast] = [recipients.at(-1)?.seq ?? lastSeq, recipients.length < this.chunk];
      tx.send(CAMPAIGNS_SQL.advance, [id, last, isLast, this.clock.now(), recipients.length]);
      return true;
    });
  }

  private async makeMessages(tx: Tx, campaign: Expanding, recipients: Recipient[]): Promise<void> {
    const now = this.clock.now();
    const made = recipients.map((recipient) => {
      const id = this.idOf(campaign.id, recipient.recipientKey);
      const text = renderText(campaign.text, recipient.attributes);
      return { id, recipient, text, progress: progressOf(isTooLong(text) ? tooLong(now) : accepted(now)) };
    });
    const rows = MADE.of(made, {
      id: ({ id }) => id,
      recipient: ({ recipient }) => recipient.recipientKey,
      step: ({ progress }) => progress.step,
      progress: ({ progress }) => progress.progress,
      code: ({ progress }) => progress.code,
      open: ({ progress }) => openness(progress.step),
      timeline: ({ progress }) => storedTimeline(progress.timeline).rest,
    });
    const { advertiserId, category } = campaign;
    const stored = await tx.query(MESSAGES_SQL.make, [advertiserId, campaign.id, category, now, ...rows]);
    const fresh = new Set(stored.map(({ id }) => id));
    const requests = made
      .filter(({ id, progress }) => fresh.has(id) && isOpen(progress.step))
      .map(({ id, recipient, text }) => requestRecord(toRequest(campaign, id, recipient, text)));
    await this.outbox.add(tx, smsRequested, requests);
  }

  /** Always the same. Campaign and recipient key are on topics that publishers read, and who guesses an id can take it. */
  private idOf(campaignId: string, recipientKey: string): string {
    return deterministicId(
      'message',
      this.keys.digestOf(`message of ${campaignId} to ${this.keys.first(recipientKey)}`),
    );
  }
}

const accepted = (at: number) => ({ event: 'accepted' as const, at, attempt: 0 });

const tooLong = (at: number) => ({ event: 'refused' as const, at, attempt: 0, ...TOO_LONG });

function toRequest(campaign: Expanding, id: string, { msisdn, region }: Recipient, text: string): SmsRequested {
  const { advertiserId, category, mention, whenCapped, expiresAt } = campaign;
  return {
    id,
    advertiserId,
    category,
    to: msisdn,
    country: region,
    text,
    campaignId: campaign.id,
    ...(mention ? { mention } : {}),
    ...(whenCapped ? { whenCapped } : {}),
    ...(expiresAt === null ? {} : { expiresAt: Math.round(expiresAt) }),
  };
}
