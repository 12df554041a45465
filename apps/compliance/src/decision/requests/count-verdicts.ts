import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { CachedProbe, Metrics } from '@stopsms/service';
import { Counter, Histogram } from 'prom-client';
import type { Decided } from '../../rules/message';
import { HELD_SQL } from '../../waiting/holding/held.store';

const HELD_EVERY_MS = 10_000;

/** Metrics of decisions and of their duration. */
@Injectable()
export class CountVerdicts {
  private readonly verdicts: Counter<'verdict' | 'code'>;
  private readonly wouldRefuse: Counter<'level' | 'verdict' | 'code'>;
  private readonly duplicates: Counter;
  private readonly batchSeconds: Histogram;

  constructor(metrics: Metrics, database: Database, clock: Clock) {
    const registers = [metrics.registry];
    this.verdicts = new Counter({
      name: 'stopsms_compliance_verdicts_total',
      help: 'Decisions by verdict and reason code',
      labelNames: ['verdict', 'code'],
      registers,
    });
    this.wouldRefuse = new Counter({
      name: 'stopsms_compliance_would_refuse_total',
      help: 'Cleared messages that full enforcement would have refused or held, by level, verdict and decisive reason',
      labelNames: ['level', 'verdict', 'code'],
      registers,
    });
    this.duplicates = new Counter({
      name: 'stopsms_compliance_duplicates_total',
      help: 'Requests whose message id was decided before: one id is one SMS',
      registers,
    });
    this.batchSeconds = new Histogram({
      name: 'stopsms_compliance_batch_seconds',
      help: 'Time from a batch of requests to its committed decisions',
      buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
      registers,
    });
    const held = new CachedProbe(() => countHeld(database, clock.now()), HELD_EVERY_MS);
    metrics.gauges('stopsms_compliance_held', 'Messages that wait, by what they wait for', ['reason'], async () =>
      (await held.latest())?.map(({ reason, held }) => [{ reason }, held] as const),
    );
    metrics.gauge(
      'stopsms_compliance_held_overdue_seconds',
      'By how much the release of a held message is late',
      async () => {
        const rows = await held.latest();
        const overdue = rows?.filter(({ reason }) => BY_ITSELF.includes(reason)).map(({ overdueMs }) => overdueMs);
        return Math.max(0, ...(overdue ?? [NaN])) / 1_000;
      },
    );
  }

  count(decisions: readonly Decided[]): void {
    for (const { outcome, enforcement } of decisions) {
      this.verdicts.inc({ verdict: outcome.verdict, code: outcome.verdict === 'cleared' ? '' : outcome.code });
      const decisive = outcome.verdict === 'cleared' ? outcome.observed?.[0] : undefined;
      if (decisive && enforcement) this.wouldRefuse.inc({ level: enforcement.level, ...decisive });
    }
  }

  countDuplicates(count: number): void {
    this.duplicates.inc(count);
  }

  /** Counts messages refused before a decision. */
  countRefused(code: string, count: number): void {
    this.verdicts.inc({ verdict: 'refused', code }, count);
  }

  batchTook(seconds: number): void {
    this.batchSeconds.observe(seconds);
  }
}

interface HeldRow {
  reason: (typeof REASONS)[number];
  held: number;
  overdueMs: number;
}

/** `time`: a window, an hour or a pause between two texts. */
const REASONS = ['time', 'cap', 'campaign-paused', 'advertiser-paused', 'review'] as const;
/** Nobody has to do anything about these. */
const BY_ITSELF: readonly string[] = ['time', 'cap'] satisfies (typeof REASONS)[number][];

/** One pass over what is held: 0.1 s for a million. A reason without messages is reported as 0. */
async function countHeld(database: Database, now: number): Promise<HeldRow[]> {
  const rows = await database.query(HELD_SQL.countByReason, [now]);
  return REASONS.map((reason) => rows.find((row) => row.reason === reason) ?? { reason, held: 0, overdueMs: 0 });
}
