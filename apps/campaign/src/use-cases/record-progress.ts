import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import {
  type MessageEvent,
  type MessageProgress,
  openness,
  mergeProgress,
  progressOf,
} from '../domain/message-progress';

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
    await this.database.query(
      `INSERT INTO message AS m
         (id, advertiser_id, recipient_key, category, step, progress, code, open, timeline, created_at)
       SELECT t.id, t.advertiser, t.recipient, t.category, t.step, t.progress, t.code, t.open, t.timeline::jsonb,
              to_timestamp(t.at / 1000.0)
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
         timeline = excluded.timeline || m.timeline
       WHERE excluded.timeline || m.timeline <> m.timeline`,
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
