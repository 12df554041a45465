import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { CachedProbe, Metrics } from '@stopsms/service';
import { UNCLASSIFIED_DEADLINE_MS } from './list-unclassified';
import { UNCLASSIFIED_SQL } from './unclassified.store';

/** Gauges of replies that wait for a decision, and of their waiting time: each sender may have asked for an end of our texts. */
@Injectable()
export class CountUnclassified {
  constructor(
    metrics: Metrics,
    database: Database,
    clock: Clock,
    @Inject(UNCLASSIFIED_DEADLINE_MS) deadlineMs: number,
  ) {
    const waiting = new CachedProbe(() => open(database));
    const sinceMs = (at: Date | null): number => (at ? Math.max(0, clock.now() - at.getTime()) : 0);
    metrics.gauge(
      'stopsms_unclassified_replies_open',
      'Replies waiting for a decision by a person',
      async () => (await waiting.latest())?.open ?? NaN,
    );
    metrics.gauge(
      'stopsms_unclassified_reply_oldest_seconds',
      'For how long the oldest reply that waits for a person has waited; 0 when none does',
      async () => {
        const found = await waiting.latest();
        return found ? sinceMs(found.oldest) / 1_000 : NaN;
      },
    );
    metrics.gauge(
      'stopsms_unclassified_reply_deadline_ratio',
      'Share of its time until the deadline that the oldest reply which may ask to stop has waited: 1 at the deadline; 0 when none waits',
      async () => {
        const found = await waiting.latest();
        return found ? sinceMs(found.firstDue) / deadlineMs : NaN;
      },
    );
  }
}

async function open(database: Database) {
  const [row] = await database.query(UNCLASSIFIED_SQL.count);
  return row ?? { open: 0, oldest: null, firstDue: null };
}
