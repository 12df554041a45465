import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@stopsms/persistence';
import { Metrics } from '@stopsms/service';
import { Counter } from 'prom-client';
import { type MessageEvent, type MessageProgress, openness, mergeProgress, progressOf } from './message-progress.rule';
import { type Counted, METRIC_BITS, recordDailyMetrics } from './record-daily-metrics';
import { PLAIN_COLUMNS, storedTimeline } from './stored-timeline';

/** What one record tells of a message. */
export interface ToldProgress {
  messageId: string;
  advertiserId: string | null;
  recipientKey: string | null;
  category: string | null;
  event: MessageEvent;
}

/**
 * Moves messages on. One that is unknown here was published by another service, or its events overtook each other: its
 * row is made from what is told.
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
      help: 'Messages that were reported unknown and of which a later status says more',
      registers: [registry],
    });
  }

  async execute(told: ToldProgress[]): Promise<void> {
    const rows = merged(told);
    const settled = await this.database.run(async (tx) => {
      const news = await this.store(tx, rows);
      recordDailyMetrics(tx, news.flatMap(metricsOf(rows)));
      return news.filter((one) => (one.news & SETTLED) !== 0).length;
    });
    this.settled.inc(settled);
  }

  private store(tx: Tx, rows: Row[]): Promise<News[]> {
    const stored = rows.map(({ progress }) => storedTimeline(progress.timeline));
    return tx.query<News>(STORE, [
      rows.map(({ messageId }) => messageId),
      rows.map(({ advertiserId }) => advertiserId),
      rows.map(({ recipientKey }) => recipientKey),
      rows.map(({ category }) => category),
      rows.map(({ progress }) => progress.step),
      rows.map(({ progress }) => progress.progress),
      rows.map(({ progress }) => progress.code),
      rows.map(({ progress }) => openness(progress.step)),
      stored.map(({ rest }) => rest),
      rows.map(({ event }) => event.at),
      ...PLAIN_COLUMNS.map((_, index) => stored.map(({ plain }) => plain[index] ?? null)),
    ]);
  }
}

/** Beside the bits of METRIC_BITS: it was unknown, and more is known now. */
const SETTLED = 8;

/** SQL: which of what is counted a row tells, by its timeline and where it stands. What has a receipt has left. */
const newsIn = (row: string): string =>
  `(CASE WHEN ${row}.step IN ('submitted', 'delivered', 'failed') THEN ${METRIC_BITS.sent} ELSE 0 END
    + CASE WHEN ${row}.delivered_at IS NOT NULL OR coalesce(${row}.timeline ? 'delivered', false) THEN ${METRIC_BITS.delivered} ELSE 0 END
    + CASE WHEN coalesce(${row}.timeline ? 'failed', false) THEN ${METRIC_BITS.failed} ELSE 0 END)::smallint`;

/** SQL: these of each of PLAIN_COLUMNS, separated. */
const each = (of: (column: string, index: number) => string, by = ', '): string => PLAIN_COLUMNS.map(of).join(by);

// A message is moved on in place, which a change of what has an index would end: `step` has none, `is_unknown` changes for few,
// and `open` is asked of campaigns' messages alone, so that of others it stays as it was.
const STORE = `
  INSERT INTO message AS m (id, advertiser_id, recipient_key, category, step, is_unknown, progress, code, open, timeline,
    created_at, ${each((column) => column)}, news)
  SELECT t.id, t.advertiser_id, t.recipient_key, t.category, t.step, t.step = 'unknown', t.progress, t.code, t.open, t.timeline,
    t.created_at, ${each((column) => `t.${column}`)}, ${newsIn('t')}
  FROM (
    SELECT id, advertiser_id, recipient_key, category, step, progress, code, open, timeline::jsonb AS timeline,
      to_timestamp(at / 1000.0) AS created_at, ${each((column) => `to_timestamp(${column} / 1000.0) AS ${column}`)}
    FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::int[], $7::text[], $8::smallint[], $9::text[],
        $10::float8[], ${each((_, index) => `$${11 + index}::float8[]`)})
      AS a(id, advertiser_id, recipient_key, category, step, progress, code, open, timeline, at, ${each((column) => column)})) AS t
  ORDER BY t.id -- two batches then wait for each other in turn, never in a circle
  ON CONFLICT (id) DO UPDATE SET
    advertiser_id = COALESCE(m.advertiser_id, excluded.advertiser_id),
    recipient_key = COALESCE(m.recipient_key, excluded.recipient_key),
    category = COALESCE(m.category, excluded.category),
    step = CASE WHEN excluded.progress > m.progress THEN excluded.step ELSE m.step END,
    is_unknown = CASE WHEN excluded.progress > m.progress THEN excluded.is_unknown ELSE m.is_unknown END,
    code = CASE WHEN excluded.progress > m.progress THEN excluded.code ELSE m.code END,
    open = CASE WHEN m.campaign_id IS NOT NULL AND excluded.progress > m.progress THEN excluded.open ELSE m.open END,
    progress = GREATEST(m.progress, excluded.progress),
    ${each((column) => `${column} = COALESCE(m.${column}, excluded.${column})`)},
    timeline = CASE WHEN excluded.timeline IS NULL THEN m.timeline ELSE excluded.timeline || COALESCE(m.timeline, '{}') END,
    news = excluded.news & ~(${newsIn('m')})
      | (CASE WHEN m.is_unknown AND NOT excluded.is_unknown AND excluded.progress > m.progress THEN ${SETTLED} ELSE 0 END)::smallint
  WHERE ${each((column) => `(m.${column} IS NULL AND excluded.${column} IS NOT NULL)`, ' OR ')}
    OR (excluded.timeline IS NOT NULL AND excluded.timeline || COALESCE(m.timeline, '{}') IS DISTINCT FROM m.timeline)
  RETURNING id, advertiser_id AS "advertiserId", campaign_id AS "campaignId", category, news`;

/** A message of which something was told, and what of it for the first time. */
interface News {
  id: string;
  advertiserId: string | null;
  campaignId: string | null;
  category: string | null;
  news: number;
}

function metricsOf(rows: Row[]): (news: News) => Counted[] {
  const told = new Map(rows.map((row) => [row.messageId, row]));
  return ({ id, advertiserId, news, ...of }) => {
    const row = told.get(id);
    if (!row || advertiserId === null || news === 0) return [];
    const events = Object.values(row.progress.timeline);
    const at = (name: string) => (events.find(({ event }) => event === name) ?? row.event).at;
    const figures = (['sent', 'delivered', 'failed'] as const).filter((figure) => (news & METRIC_BITS[figure]) !== 0);
    return figures.map((figure) => ({ ...of, advertiserId, figure, at: at(figure === 'sent' ? 'submitted' : figure) }));
  };
}

type Row = ToldProgress & { progress: MessageProgress };

/** One row per message, since one statement cannot touch a row twice. */
function merged(told: ToldProgress[]): Row[] {
  const rows = new Map<string, Row>();
  for (const each of told) {
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
