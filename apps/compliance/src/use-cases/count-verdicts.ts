import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import { Metrics } from '@stopsms/service-kit';
import { Counter, Gauge, Histogram } from 'prom-client';
import type { Decision } from './decision';

/** What is decided and how fast, for dashboards and alerts. */
@Injectable()
export class CountVerdicts {
  private readonly verdicts: Counter<'verdict' | 'code'>;
  private readonly duplicates: Counter;
  private readonly batchSeconds: Histogram;

  constructor(metrics: Metrics, database: Database) {
    const registers = [metrics.registry];
    this.verdicts = new Counter({
      name: 'stopsms_compliance_verdicts_total',
      help: 'Decisions by verdict and reason code',
      labelNames: ['verdict', 'code'],
      registers,
    });
    this.duplicates = new Counter({
      name: 'stopsms_compliance_duplicates_total',
      help: 'Requests with the id of a message decided before: the same id twice is one SMS',
      registers,
    });
    this.batchSeconds = new Histogram({
      name: 'stopsms_compliance_batch_seconds',
      help: 'Time from a batch of requests to its committed decisions',
      buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    });
    new Gauge({
      name: 'stopsms_compliance_held',
      help: 'Messages that wait for their window, their time or the end of a pause',
      registers,
      async collect() {
        // Unknown while the database is away, and no reason to hide the other metrics.
        this.set(await countHeld(database).catch(() => NaN));
      },
    });
  }

  count(decisions: Decision[]): void {
    for (const { outcome } of decisions) {
      this.verdicts.inc({ verdict: outcome.verdict, code: outcome.verdict === 'cleared' ? '' : outcome.code });
    }
  }

  countDuplicates(count: number): void {
    this.duplicates.inc(count);
  }

  batchTook(seconds: number): void {
    this.batchSeconds.observe(seconds);
  }
}

async function countHeld(database: Database): Promise<number> {
  const [row] = await database.query<{ held: number }>('SELECT count(*)::float8 AS held FROM held');
  return row?.held ?? 0;
}
