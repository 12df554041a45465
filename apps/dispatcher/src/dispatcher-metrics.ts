import { Injectable } from '@nestjs/common';
import { Metrics } from '@stopsms/service-kit';
import { Counter, Histogram } from 'prom-client';
import { Freshness } from './view/freshness';
import { OptOutView } from './view/opt-out-view';
import { UnreadableRecords } from './view/unreadable-records';

/** A STOP older than this was read back at start, not received now. */
const HISTORY_MS = 60_000;

@Injectable()
export class DispatcherMetrics {
  private readonly outcomes: Counter<'lane' | 'status'>;
  private readonly stopToBlocked: Histogram;

  constructor(metrics: Metrics, view: OptOutView, freshness: Freshness, unreadable: UnreadableRecords) {
    metrics.gauge('stopsms_view_entries', 'Opt-outs held in memory', () => view.entries);
    metrics.gauge('stopsms_view_bytes', 'Memory held by the opt-out view', () => view.bytes);
    metrics.gauge('stopsms_view_fresh', '1 while adverts may be decided, 0 while they wait (guarantee G5)', () =>
      freshness.problem() === undefined ? 1 : 0,
    );
    metrics.gauge(
      'stopsms_view_heartbeat_age_seconds',
      'Age of the oldest heartbeat; above the limit adverts wait',
      () => {
        const ageMs = freshness.heartbeatAgeMs();
        return ageMs === undefined ? NaN : Math.max(ageMs, 0) / 1_000;
      },
    );
    metrics.gauge(
      'stopsms_view_unreadable_records',
      'Records of the opt-out topic whose key tells no recipient; above 0 adverts wait until the list is written again',
      () => unreadable.count,
    );
    this.outcomes = new Counter({
      name: 'stopsms_dispatched_total',
      help: 'Cleared messages by what became of them',
      labelNames: ['lane', 'status'],
      registers: [metrics.registry],
    });
    this.stopToBlocked = new Histogram({
      name: 'stopsms_stop_to_blocked_seconds',
      help: 'From the receipt of a STOP to the entry that blocks adverts',
      buckets: [0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.25, 0.5, 1, 5],
      registers: [metrics.registry],
    });
  }

  settled(lane: string, status: string): void {
    this.outcomes.inc({ lane, status });
  }

  blockedAfter(ms: number): void {
    if (ms < HISTORY_MS) this.stopToBlocked.observe(Math.max(ms, 0) / 1_000);
  }
}
