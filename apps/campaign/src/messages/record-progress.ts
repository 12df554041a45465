import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database, type Tx } from '@stopsms/persistence';
import { BackgroundJobs, Metrics } from '@stopsms/service';
import { Counter } from 'prom-client';
import { LaneQueue } from './lane-queue';
import { openness } from './message-progress.rule';
import type { MessageReport, ProgressReport } from './message-report.rule';
import { type Counted, METRIC_BITS, recordDailyMetrics } from './record-daily-metrics';
import { MESSAGES_SQL, type MessageNews, PROGRESS, SETTLED } from './messages.store';
import { ReportGatherer } from './report-gatherer';
import { storedTimeline } from './stored-timeline';

/**
 * Moves messages on. One that is unknown here was published by another service, or its events overtook each other: its
 * row is made from the event.
 */
@Injectable()
export class RecordProgress {
  private readonly settled: Counter;
  private readonly gatherer: ReportGatherer;

  constructor(
    private readonly database: Database,
    private readonly lane: LaneQueue,
    clock: Clock,
    { registry }: Metrics,
    @Inject(BackgroundJobs) { stopping }: Pick<BackgroundJobs, 'stopping'>,
  ) {
    this.gatherer = new ReportGatherer((messages) => this.write(messages), clock, stopping);
    this.settled = new Counter({
      name: 'stopsms_unknown_messages_settled_total',
      help: 'Messages reported unknown and settled by a later status or receipt',
      registers: [registry],
    });
  }

  /** Resolves once they are written, together with others of the same messages. */
  execute(reports: readonly ProgressReport[]): Promise<void> {
    return this.gatherer.add(reports);
  }

  /** @param messages - each once */
  async write(messages: readonly MessageReport[]): Promise<void> {
    const settled = await this.database.run(async (tx) => {
      const news = await this.store(tx, messages);
      recordDailyMetrics(tx, news.flatMap(metricsOf(messages)));
      this.lane.left(tx, news.filter(isSentAdvert).length);
      return news.filter((one) => (one.news & SETTLED) !== 0).length;
    });
    this.settled.inc(settled);
  }

  private store(tx: Tx, rows: readonly MessageReport[]): Promise<MessageNews[]> {
    const items = rows.map((row) => ({ row, stored: storedTimeline(row.progress.timeline) }));
    const params = PROGRESS.of(items, {
      id: ({ row }) => row.messageId,
      advertiserId: ({ row }) => row.advertiserId,
      recipientKey: ({ row }) => row.recipientKey,
      category: ({ row }) => row.category,
      step: ({ row }) => row.progress.step,
      progress: ({ row }) => row.progress.progress,
      code: ({ row }) => row.progress.code,
      open: ({ row }) => openness(row.progress.step),
      timeline: ({ stored }) => stored.rest,
      at: ({ row }) => row.event.at,
      acceptedAt: ({ stored }) => stored.plain.acceptedAt,
      clearedAt: ({ stored }) => stored.plain.clearedAt,
      begunAt: ({ stored }) => stored.plain.begunAt,
      submittedAt: ({ stored }) => stored.plain.submittedAt,
      deliveredAt: ({ stored }) => stored.plain.deliveredAt,
    });
    return tx.query(MESSAGES_SQL.progress, params);
  }
}

const isSentAdvert = ({ category, news }: MessageNews): boolean =>
  category === 'marketing' && (news & METRIC_BITS.sent) !== 0;

function metricsOf(rows: readonly MessageReport[]): (news: MessageNews) => Counted[] {
  const reports = new Map(rows.map((row) => [row.messageId, row]));
  return ({ id, advertiserId, news, ...of }) => {
    const row = reports.get(id);
    if (!row || advertiserId === null || news === 0) return [];
    const events = Object.values(row.progress.timeline);
    const at = (name: string) => (events.find(({ event }) => event === name) ?? row.event).at;
    const figures = (['sent', 'delivered', 'failed'] as const).filter((figure) => (news & METRIC_BITS[figure]) !== 0);
    return figures.map((figure) => ({ ...of, advertiserId, figure, at: at(figure === 'sent' ? 'submitted' : figure) }));
  };
}
