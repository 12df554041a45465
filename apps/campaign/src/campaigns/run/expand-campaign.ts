import { Inject, Injectable } from '@nestjs/common';
import { Clock, RecipientKeys, deterministicId } from '@stopsms/kernel';
import { Outbox } from '@stopsms/outbox';
import { Database, type Tx } from '@stopsms/persistence';
import { isOpen, openness, progressOf } from '../../messages/message-progress.rule';
import { MADE, MESSAGES_SQL } from '../../messages/messages.store';
import { storedTimeline } from '../../messages/stored-timeline';
import { renderText } from '../preflight/render-text.rule';
import { type SmsRequested, requestRecord, smsRequested } from '../../produces/sms.requested.v1';
import { TOO_LONG, isTooLong } from '../preflight/render-page';

export const CHUNK = Symbol('messages made in one transaction');

interface Expanding {
  id: string;
  advertiserId: string;
  addressBookId: string;
  category: SmsRequested['category'];
  text: string;
  mention: SmsRequested['mention'] | null;
  whenCapped: SmsRequested['whenCapped'] | null;
  expiresAt: number | null;
  lastSeq: string;
  uptoSeq: string;
}

interface Recipient {
  seq: string;
  recipientKey: string;
  msisdn: string;
  region: string;
  attributes: Record<string, string>;
}

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
      const campaign = await this.lockNext(tx);
      if (!campaign) return false;
      const recipients = await tx.query<Recipient>(
        `SELECT seq, recipient_key AS "recipientKey", msisdn, region, attributes FROM contact
         WHERE address_book_id = $1 AND seq > $2::bigint AND seq <= $3::bigint ORDER BY seq LIMIT $4`,
        [campaign.addressBookId, campaign.lastSeq, campaign.uptoSeq, this.chunk],
      );
      await this.makeMessages(tx, campaign, recipients);
      tx.send(
        `UPDATE campaign SET last_seq = $2, expanded = $3, advanced_at = to_timestamp($4 / 1000.0), made = made + $5 WHERE id = $1`,
        [
          campaign.id,
          recipients.at(-1)?.seq ?? campaign.lastSeq,
          recipients.length < this.chunk,
          this.clock.now(),
          recipients.length,
        ],
      );
      return true;
    });
  }

  private async lockNext(tx: Tx): Promise<Expanding | undefined> {
    const [campaign] = await tx.query<Expanding>(
      `SELECT id, advertiser_id AS "advertiserId", address_book_id AS "addressBookId", category, text, mention, when_capped AS "whenCapped",
         (extract(epoch FROM expires_at) * 1000)::float8 AS "expiresAt", last_seq AS "lastSeq", upto_seq AS "uptoSeq"
       FROM campaign WHERE state = 'running' AND NOT expanded
         AND NOT (category = 'marketing' AND EXISTS (
           SELECT 1 FROM advertiser a WHERE a.id = campaign.advertiser_id AND a.marketing_paused IS NOT NULL))
       ORDER BY (SELECT max(o.advanced_at) FROM campaign o
         WHERE o.advertiser_id = campaign.advertiser_id AND o.state = 'running') NULLS FIRST, advanced_at NULLS FIRST
       LIMIT 1 FOR UPDATE SKIP LOCKED`,
    );
    return campaign;
  }

  private async makeMessages(tx: Tx, campaign: Expanding, recipients: Recipient[]): Promise<void> {
    const now = this.clock.now();
    const made = recipients.map((recipient) => {
      const id = this.idOf(campaign.id, recipient.recipientKey);
      const text = renderText(campaign.text, recipient.attributes);
      return { id, recipient, text, progress: progressOf(isTooLong(text) ? tooLong(now) : accepted(now)) };
    });
    const rows = MADE.of(made, ({ id, recipient, progress: { step, progress, code, timeline } }) => ({
      ...{ id, recipient: recipient.recipientKey, step, progress, code, open: openness(step) },
      timeline: storedTimeline(timeline).rest,
    }));
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
