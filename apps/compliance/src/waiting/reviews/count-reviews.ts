import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { CachedProbe, Metrics } from '@stopsms/service';
import { Counter } from 'prom-client';
import { REVIEWS_SQL } from './reviews.store';

/**
 * Metrics of the review queue, its length and age, so that an alert is raised if nobody reads it; and of the decisions:
 * where nearly all texts are approved, the reader sends too many to review.
 */
@Injectable()
export class CountReviews {
  private readonly decisions: Counter<'verdict'>;

  constructor(metrics: Metrics, database: Database, clock: Clock) {
    this.decisions = new Counter({
      name: 'stopsms_compliance_review_decisions_total',
      help: 'Reviews of texts by verdict',
      labelNames: ['verdict'],
      registers: [metrics.registry],
    });
    for (const verdict of ['approved', 'refused']) this.decisions.inc({ verdict }, 0);
    const reviews = new CachedProbe(() => openReviews(database));
    metrics.gauge(
      'stopsms_compliance_reviews_open',
      'Texts waiting for review',
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

  decided(verdict: 'approved' | 'refused'): void {
    this.decisions.inc({ verdict });
  }
}

async function openReviews(database: Database): Promise<{ open: number; oldest: Date | null }> {
  const [row] = await database.query(REVIEWS_SQL.countOpen);
  return row ?? { open: 0, oldest: null };
}
