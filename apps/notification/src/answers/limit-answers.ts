import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { NotificationMetrics } from '../notification-metrics';
import { QueueMessages } from '../service-messages/queue-messages';
import { SERVICE_MESSAGES_SQL } from '../service-messages/service-messages.store';
import type { ServiceMessage } from '../service-messages/service-message';

export const DAY_MS = 86_400_000;
/** Enough for a person, and an end to two machines that answer each other. */
const MAX_ANSWERS_A_DAY = 3;

/** Queues answers to replies, at most three a day for each number. */
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
      const since = this.clock.now() - DAY_MS;
      const recipients = answers.map(({ message }) => message.recipientKey);
      const rows = await tx.query(SERVICE_MESSAGES_SQL.answersSince, [recipients, since]);
      const given = new Map(rows.map(({ recipientKey, messageIds }) => [recipientKey, new Set(messageIds)]));
      return this.queue.execute(tx, this.allowed(answers, given));
    });
    for (const { message, lang } of queued) this.metrics.entered(message.kind, lang, 'queued');
  }

  /** Returns the answers within the daily limit of each recipient. @param given - message ids of the last day */
  private allowed(answers: ServiceMessage[], given: Map<string, Set<string>>): ServiceMessage[] {
    return answers.filter(({ message: { recipientKey, messageId } }) => {
      const ofRecipient = given.get(recipientKey) ?? new Set();
      given.set(recipientKey, ofRecipient);
      if (ofRecipient.has(messageId)) return false;
      if (ofRecipient.size >= MAX_ANSWERS_A_DAY) {
        this.metrics.skip('answer', 'daily-limit');
        return false;
      }
      ofRecipient.add(messageId);
      return true;
    });
  }
}
