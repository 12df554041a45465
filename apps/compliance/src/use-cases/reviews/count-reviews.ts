import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { Asked, Metrics } from '@stopsms/service-kit';

/** How much waits for people, and for how long: an alert on the age tells that nobody looks at the queue. */
@Injectable()
export class CountReviews {
  constructor(metrics: Metrics, database: Database, clock: Clock) {
    const reviews = new Asked(() => openReviews(database));
    metrics.gauge(
      'stopsms_compliance_reviews_open',
      'Texts that wait for a person',
      async () => (await reviews.latest())?.open ?? NaN,
    );
    metrics.gauge(
      'stopsms_compliance_review_oldest_seconds',
      'For how long the oldest text that waits for a person has waited; 0 when none does',
      async () => {
        const found = await reviews.latest();
        if (!found) return NaN;
        return found.oldest ? (clock.now() - found.oldest.getTime()) / 1_000 : 0;
      },
    );
  }
}

async function openReviews(database: Database): Promise<{ open: number; oldest: Date | null }> {
  const [row] = await database.query<{ open: number; oldest: Date | null }>(
    `SELECT count(*)::int AS open, min(opened_at) AS oldest FROM review WHERE state = 'open'`,
  );
  return row ?? { open: 0, oldest: null };
}
