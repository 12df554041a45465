import { Injectable } from '@nestjs/common';
import type { MessageStatus } from '@stopsms/contracts';
import { Metrics } from '@stopsms/service-kit';
import { Counter, Histogram } from 'prom-client';
import { Quarantine, REPLY_UNREAD } from '../quarantine/quarantine';
import { ReceivedWatch } from '../quarantine/received-watch';
import { Freshness } from '../view/freshness';
import { OptOutView } from '../view/opt-out-view';
import { UnreadableRecords } from '../view/unreadable-records';

/** A text older than this was read back at start, not received now. */
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
      'Records of the opt-out topic whose key tells no recipient; above 0 adverts wait until the list is written again',
      () => unreadable.count,
    );
    metrics.gauge(
      'stopsms_quarantined_texts',
      'Texts from handsets for whose sake adverts to their senders wait: not read yet, a STOP that is not in the view yet, or one that waits for a decision',
      () => quarantine.standing().texts,
    );
    metrics.gauge(
      'stopsms_quarantined_undecided_texts',
      'Those of them that may ask to stop and wait for a person to decide, which may take days',
      () => quarantine.standing().undecided,
    );
    metrics.gauge(
      'stopsms_quarantine_oldest_seconds',
      'How old the oldest text is for whose sake adverts wait, without those that wait for a person to decide; 0 when there is none',
      () => quarantine.standing().oldestMs / 1_000,
    );
    this.held = new Counter({
      name: 'stopsms_quarantine_held_total',
      help: 'Adverts given back because a text of their recipient was not read or not decided yet',
      registers: [metrics.registry],
    });
    this.outcomes = new Counter({
      name: 'stopsms_dispatched_total',
      help: 'Cleared messages by what became of them',
      labelNames: ['lane', 'status'],
      registers: [metrics.registry],
    });
    this.stopToBlocked = new Histogram({
      name: 'stopsms_stop_to_blocked_seconds',
      help: 'From the receipt of a text, which may be a STOP, to the instant from which adverts to its sender wait',
      buckets: [0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.25, 0.5, 1, 5],
      registers: [metrics.registry],
    });
  }

  settled({ lane, status, code }: Pick<MessageStatus, 'lane' | 'status' | 'code'>): void {
    this.outcomes.inc({ lane, status });
    if (code === REPLY_UNREAD) this.held.inc();
  }

  blockedAfter(ms: number): void {
    if (ms < HISTORY_MS) this.stopToBlocked.observe(Math.max(ms, 0) / 1_000);
  }
}
