import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { NotificationMetrics } from '../notification-metrics';
import { QueueMessages } from '../service-messages/queue-messages';
import type { ServiceMessage } from '../service-messages/service-message';

export const DAY_MS = 86_400_000;
/** Enough for a person, and the end of it for two machines answering each other. */
const ANSWERS_A_DAY = 3;

/** Queues answers to replies, at most three a day for each number whatever it asks. */
@Injectable()
export class LimitAnswers {
  constructor(
    private readonly database: Database,
    private readonly queue: QueueMessages,
    private readonly clock: Clock,
    private readonly metrics: NotificationMetrics,
  ) {}

  async execute(answers: ServiceMessage[]): Promise<void> {
    if (answers.length === 0) return;
    const queued = await this.database.run(async (tx) => {
      const rows = await tx.query<{ recipient_key: string; message_ids: string[] }>(
        `SELECT recipient_key, array_agg(message_id::text) AS message_ids FROM service_message
         WHERE recipient_key = ANY($1) AND kind <> 'confirmation' AND at > to_timestamp($2 / 1000.0)
         GROUP BY recipient_key`,
        [answers.map(({ message }) => message.recipientKey), this.clock.now() - DAY_MS],
      );
      const given = new Map(rows.map((row) => [row.recipient_key, new Set(row.message_ids)]));
      return this.queue.execute(tx, this.allowed(answers, given));
    });
    for (const { message, lang } of queued) this.metrics.entered(message.kind, lang, 'queued');
  }

  /** Leaves out what exceeds the daily number of each recipient. @param given - message ids of the last day */
  private allowed(answers: ServiceMessage[], given: Map<string, Set<string>>): ServiceMessage[] {
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
