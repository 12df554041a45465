import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@stopsms/persistence';
import { Metrics } from '@stopsms/service';
import { Counter } from 'prom-client';
import { type MessageEvent, type MessageProgress, openness, mergeProgress, progressOf } from './message-progress.rule';
import { type Counted, METRIC_BITS, recordDailyMetrics } from './record-daily-metrics';
import { MESSAGES_SQL, type MessageNews, PROGRESS, SETTLED } from './messages.store';
import { storedTimeline } from './stored-timeline';

/** Progress of a message in one record. */
export interface ProgressReport {
  messageId: string;
  advertiserId: string | null;
  recipientKey: string | null;
  category: string | null;
  event: MessageEvent;
}

/**
 * Moves messages on. One that is unknown here was published by another service, or its events overtook each other: its
 * row is made from the event.
 */
@Injectable()
export class RecordProgress {
  private readonly settled: Counter;

  constructor(
    private readonly database: Database,
    { registry }: Metrics,
  ) {
    this.settled = new Counter({
      name: 'stopsms_unknown_messages_settled_total',
      help: 'Messages reported unknown and settled by a later status or receipt',
      registers: [registry],
    });
  }

  async execute(reports: ProgressReport[]): Promise<void> {
    const rows = merged(reports);
    const settled = await this.database.run(async (tx) => {
      const news = await this.store(tx, rows);
      recordDailyMetrics(tx, news.flatMap(metricsOf(rows)));
      return news.filter((one) => (one.news & SETTLED) !== 0).length;
    });
    this.settled.inc(settled);
  }

  private store(tx: Tx, rows: Row[]): Promise<MessageNews[]> {
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

function metricsOf(rows: Row[]): (news: MessageNews) => Counted[] {
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

type Row = ProgressReport & { progress: MessageProgress };

/** One row per message, since one statement cannot touch a row twice. */
function merged(reports: ProgressReport[]): Row[] {
  const rows = new Map<string, Row>();
  for (const each of reports) {
    const known = rows.get(each.messageId);
    const progress = progressOf(each.event);
    rows.set(each.messageId, {
      ...each,
      ...(known
        ? {
            recipientKey: known.recipientKey ?? each.recipientKey,
            advertiserId: known.advertiserId ?? each.advertiserId,
            category: known.category ?? each.category,
            event: known.event,
          }
        : {}),
      progress: known ? mergeProgress(known.progress, progress) : progress,
    });
  }
  return [...rows.values()];
}
