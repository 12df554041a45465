import { Injectable } from '@nestjs/common';
import type { MessageStatus } from '@stopsms/contracts';
import { isSampled, traceIdOf } from '@stopsms/kernel';
import { Metrics } from '@stopsms/service';
import { Counter, Histogram } from 'prom-client';
import { Quarantine, REPLY_UNREAD } from '../quarantine/quarantine';
import { ReceivedWatch } from '../quarantine/received-watch';
import { Freshness } from '../view/freshness';
import { OptOutView } from '../view/opt-out-view';
import { UnreadableRecords } from '../view/unreadable-records';

/** Age above which a text was read back at start and not received just now. */
const HISTORY_MS = 60_000;

@Injectable()
export class DispatcherMetrics {
  private readonly outcomes: Counter<'lane' | 'status'>;
  private readonly stopToBlocked: Histogram;

  private readonly held: Counter;

  constructor(
    metrics: Metrics,
    view: OptOutView,
    freshness: Freshness,
    unreadable: UnreadableRecords,
    quarantine: Quarantine,
    received: ReceivedWatch,
  ) {
    metrics.gauge('stopsms_view_entries', 'Opt-outs held in memory', () => view.entries);
    metrics.gauge('stopsms_view_bytes', 'Memory held by the opt-out view', () => view.bytes);
    metrics.gauge('stopsms_view_fresh', '1 while adverts may be decided, 0 while they wait (guarantee G5)', () =>
      (freshness.problem() ?? received.problem()) === undefined ? 1 : 0,
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
      'Records of the opt-out topic whose key identifies no recipient; while above 0, adverts wait until the list is republished',
      () => unreadable.count,
    );
    metrics.gauge(
      'stopsms_quarantined_texts',
      'Texts that hold adverts to their senders: not classified yet, a STOP that is not in the view yet, or waiting for a decision',
      () => quarantine.state().texts,
    );
    metrics.gauge(
      'stopsms_quarantined_undecided_texts',
      'Quarantined texts that may ask to stop and wait for a decision by a person, which may take days',
      () => quarantine.state().undecided,
    );
    metrics.gauge(
      'stopsms_quarantine_oldest_seconds',
      'Age of the oldest quarantined text, without those that wait for a decision by a person; 0 when there is none',
      () => quarantine.state().oldestMs / 1_000,
    );
    this.held = new Counter({
      name: 'stopsms_quarantine_held_total',
      help: 'Adverts returned because a text of their recipient was not classified or not decided yet',
      registers: [metrics.registry],
    });
    this.outcomes = new Counter({
      name: 'stopsms_dispatched_total',
      help: 'Cleared messages by outcome',
      labelNames: ['lane', 'status'],
      registers: [metrics.registry],
    });
    this.stopToBlocked = new Histogram({
      name: 'stopsms_stop_to_blocked_seconds',
      help: 'Time from the receipt of a text, which may be a STOP, until adverts to its sender wait',
      buckets: [0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.25, 0.5, 1, 5],
      enableExemplars: true,
      // prom-client accepts exemplars only in a registry for OpenMetrics, which ours becomes for each scraper that prefers it.
      registers: [],
    });
    metrics.registry.registerMetric(this.stopToBlocked);
  }

  /** @param settled - of one lane */
  settled(settled: readonly Pick<MessageStatus, 'lane' | 'status' | 'code'>[]): void {
    const counts = new Map<MessageStatus['status'], number>();
    for (const { status } of settled) counts.set(status, (counts.get(status) ?? 0) + 1);
    for (const [status, count] of counts) this.outcomes.inc({ lane: settled[0]?.lane ?? '', status }, count);
    const held = settled.filter(({ code }) => code === REPLY_UNREAD).length;
    if (held > 0) this.held.inc(held);
  }

  /** @param traceparent - of the text; a recorded trace becomes the exemplar of its bucket */
  blockedAfter(ms: number, traceparent: string): void {
    if (ms >= HISTORY_MS) return;
    const exemplarLabels = isSampled(traceparent) ? { trace_id: traceIdOf(traceparent) } : {};
    this.stopToBlocked.observe({ value: Math.max(ms, 0) / 1_000, exemplarLabels });
  }
}
