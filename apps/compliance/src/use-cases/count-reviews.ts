import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { Metrics } from '@stopsms/service-kit';
import { Gauge } from 'prom-client';

/** How much waits for people, and for how long: an alert on the age tells that nobody looks at the queue. */
@Injectable()
export class CountReviews {
  constructor(metrics: Metrics, database: Database, clock: Clock) {
    const registers = [metrics.registry];
    new Gauge({
      name: 'stopsms_compliance_reviews_open',
      help: 'Texts that wait for a person',
      registers,
      async collect() {
        // Unknown while the database is away, and no reason to hide the other metrics.
        this.set(await openReviews(database).then(({ open }) => open, unknown));
      },
    });
    new Gauge({
      name: 'stopsms_compliance_review_oldest_seconds',
      help: 'For how long the oldest text that waits for a person has waited; 0 when none does',
      registers,
      async collect() {
        const age = openReviews(database).then(({ oldest }) => (oldest ? clock.now() - oldest.getTime() : 0));
        this.set(await age.then((ms) => ms / 1_000, unknown));
      },
    });
  }
}

const unknown = (): number => NaN;

async function openReviews(database: Database): Promise<{ open: number; oldest: Date | null }> {
  const [row] = await database.query<{ open: number; oldest: Date | null }>(
    `SELECT count(*)::int AS open, min(opened_at) AS oldest FROM review WHERE state = 'open'`,
  );
  return row ?? { open: 0, oldest: null };
}
