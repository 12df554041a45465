import { Injectable } from '@nestjs/common';
import { Database, type Tx } from '@stopsms/persistence';
import {
  type MessageEvent,
  type MessageProgress,
  openness,
  mergeProgress,
  progressOf,
} from '../domain/message-progress';
import { type Counted, NEWS, countNews } from './count-news';

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
  constructor(private readonly database: Database) {}

  async execute(told: ToldProgress[]): Promise<void> {
    const rows = merged(told);
    await this.database.run(async (tx) => {
      const news = await this.store(tx, rows);
      countNews(tx, news.flatMap(newsOf(rows)));
    });
  }

  private store(tx: Tx, rows: Row[]): Promise<News[]> {
    return tx.query<News>(
      `INSERT INTO message AS m
         (id, advertiser_id, recipient_key, category, step, progress, code, open, timeline, created_at, news)
       SELECT t.id, t.advertiser, t.recipient, t.category, t.step, t.progress, t.code, t.open, t.timeline::jsonb,
              to_timestamp(t.at / 1000.0), ${newsIn('t.timeline::jsonb', 't.step')}
       FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::int[], $7::text[], $8::smallint[],
                   $9::text[], $10::float8[])
         AS t(id, advertiser, recipient, category, step, progress, code, open, timeline, at)
       ORDER BY t.id -- two batches then wait for each other in turn, never in a circle
       ON CONFLICT (id) DO UPDATE SET
         advertiser_id = COALESCE(m.advertiser_id, excluded.advertiser_id),
         recipient_key = COALESCE(m.recipient_key, excluded.recipient_key),
         category = COALESCE(m.category, excluded.category),
         step = CASE WHEN excluded.progress > m.progress THEN excluded.step ELSE m.step END,
         code = CASE WHEN excluded.progress > m.progress THEN excluded.code ELSE m.code END,
         open = CASE WHEN excluded.progress > m.progress THEN excluded.open ELSE m.open END,
         progress = GREATEST(m.progress, excluded.progress),
         timeline = excluded.timeline || m.timeline,
         news = excluded.news & ~(${newsIn('m.timeline', 'm.step')})
       WHERE excluded.timeline || m.timeline <> m.timeline
       RETURNING id, advertiser_id AS "advertiserId", campaign_id AS "campaignId", category, news`,
      [
        rows.map(({ messageId }) => messageId),
        rows.map(({ advertiserId }) => advertiserId),
        rows.map(({ recipientKey }) => recipientKey),
        rows.map(({ category }) => category),
        rows.map(({ progress }) => progress.step),
        rows.map(({ progress }) => progress.progress),
        rows.map(({ progress }) => progress.code),
        rows.map(({ progress }) => openness(progress.step)),
        rows.map(({ progress }) => JSON.stringify(progress.timeline)),
        rows.map(({ event }) => event.at),
      ],
    );
  }
}

/** A message of which something was told, and what of it for the first time. */
interface News {
  id: string;
  advertiserId: string | null;
  campaignId: string | null;
  category: string | null;
  news: number;
}

/** SQL: which of what is counted a row tells, by its timeline and where it stands. What has a receipt has left. */
const newsIn = (timeline: string, step: string): string =>
  `(CASE WHEN ${step} IN ('submitted', 'delivered', 'failed') THEN ${NEWS.sent} ELSE 0 END
    + CASE WHEN ${timeline} ? 'delivered' THEN ${NEWS.delivered} ELSE 0 END
    + CASE WHEN ${timeline} ? 'failed' THEN ${NEWS.failed} ELSE 0 END)::smallint`;

function newsOf(rows: Row[]): (news: News) => Counted[] {
  const told = new Map(rows.map((row) => [row.messageId, row]));
  return ({ id, advertiserId, news, ...of }) => {
    const row = told.get(id);
    if (!row || advertiserId === null || news === 0) return [];
    const events = Object.values(row.progress.timeline);
    const at = (name: string) => (events.find(({ event }) => event === name) ?? row.event).at;
    const figures = (['sent', 'delivered', 'failed'] as const).filter((figure) => (news & NEWS[figure]) !== 0);
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
