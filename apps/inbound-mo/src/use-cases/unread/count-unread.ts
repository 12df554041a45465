import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { Asked, Metrics } from '@stopsms/service-kit';

/** How many replies wait for people, and for how long: whoever wrote one may have asked for an end of our texts. */
@Injectable()
export class CountUnread {
  constructor(metrics: Metrics, database: Database, clock: Clock) {
    const waiting = new Asked(() => open(database));
    metrics.gauge(
      'stopsms_unread_replies_open',
      'Replies that wait for a person to read them',
      async () => (await waiting.latest())?.open ?? NaN,
    );
    metrics.gauge(
      'stopsms_unread_reply_oldest_seconds',
      'For how long the oldest reply that waits for a person has waited; 0 when none does',
      async () => {
        const found = await waiting.latest();
        if (!found) return NaN;
        return found.oldest ? (clock.now() - found.oldest.getTime()) / 1_000 : 0;
      },
    );
  }
}

async function open(database: Database): Promise<{ open: number; oldest: Date | null }> {
  const [row] = await database.query<{ open: number; oldest: Date | null }>(
    `SELECT count(*)::int AS open, min(received_at) AS oldest FROM unread_reply WHERE state = 'open'`,
  );
  return row ?? { open: 0, oldest: null };
}
