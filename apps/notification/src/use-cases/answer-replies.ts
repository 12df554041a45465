import { Injectable } from '@nestjs/common';
import type { Reply } from '@stopsms/contracts';
import { Clock, deterministicId } from '@stopsms/kernel';
import { Database, type Tx } from '@stopsms/persistence';
import { languageOf } from '../domain/language';
import { publisherText } from '../domain/publisher-text';
import { NotificationMetrics } from '../notification-metrics';
import { KnownAdvertisers } from './known-advertisers';
import { QueueMessages } from './queue-messages';
import type { ServiceMessage } from './service-message';

type Replies = { reply: Reply; traceparent: string }[];

const DAY_MS = 86_400_000;
/** Enough for a person, and the end of it for two machines answering each other. */
const ANSWERS_A_DAY = 3;

/** Tells who publishes the texts to whoever asks by CONTACT or HELP, opted out or not, at any hour. */
@Injectable()
export class AnswerReplies {
  constructor(
    private readonly database: Database,
    private readonly queue: QueueMessages,
    private readonly advertisers: KnownAdvertisers,
    private readonly clock: Clock,
    private readonly metrics: NotificationMetrics,
  ) {}

  async execute(replies: Replies): Promise<void> {
    const asking = replies.filter(
      ({ reply }) => (reply.tier === 'contact' || reply.tier === 'help') && reply.code !== '',
    );
    if (asking.length === 0) return;
    await this.advertisers.expect(asking.flatMap(({ reply }) => reply.advertisers.map((each) => each.advertiserId)));
    const answers = asking.map(({ reply, traceparent }) => this.answerTo(reply, traceparent));
    const queued = await this.database.run(async (tx) => this.queue.execute(tx, await this.allowed(tx, answers)));
    for (const { message, lang } of queued) this.metrics.entered(message.kind, lang, 'queued');
  }

  private answerTo(reply: Reply, traceparent: string): ServiceMessage {
    const { recipientKey, msisdn, region, code } = reply;
    const now = this.clock.now();
    const lang = languageOf(region);
    const meant = this.advertisers.pick(reply.advertisers.map(({ advertiserId }) => advertiserId));
    const publishers = meant.length > 0 ? meant : this.advertisers.withCode(code);
    const [only, ...others] = publishers;
    return {
      lang,
      episodeIds: [],
      advertiserIds: publishers.map(({ id }) => id),
      dueAt: now,
      traceparent,
      message: {
        messageId: deterministicId('answer', reply.replyId),
        kind: reply.tier === 'help' ? 'help' : 'contact',
        advertiserId: others.length === 0 ? (only?.id ?? null) : null,
        recipientKey,
        to: msisdn,
        text: publisherText(
          lang,
          publishers.map(({ legalName, name }) => legalName.trim() || name),
        ),
        sender: code,
        expiresAt: now + DAY_MS,
        at: now,
      },
    };
  }

  /** Leaves out what exceeds the daily number of each recipient. One recipient's replies are never handled at two places at once. */
  private async allowed(tx: Tx, answers: ServiceMessage[]): Promise<ServiceMessage[]> {
    const rows = await tx.query<{ recipient_key: string; message_ids: string[] }>(
      `SELECT recipient_key, array_agg(message_id::text) AS message_ids FROM service_message
       WHERE recipient_key = ANY($1) AND kind <> 'confirmation' AND at > to_timestamp($2 / 1000.0)
       GROUP BY recipient_key`,
      [answers.map(({ message }) => message.recipientKey), this.clock.now() - DAY_MS],
    );
    const given = new Map(rows.map((row) => [row.recipient_key, new Set(row.message_ids)]));
    return answers.filter(({ message: { recipientKey, messageId } }) => {
      const ofRecipient = given.get(recipientKey) ?? new Set();
      given.set(recipientKey, ofRecipient);
      if (ofRecipient.has(messageId)) return false;
      if (ofRecipient.size >= ANSWERS_A_DAY) {
        this.metrics.skip('answer', 'daily-limit');
        return false;
      }
      ofRecipient.add(messageId);
      return true;
    });
  }
}
