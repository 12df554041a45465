import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import { type MessageEvent, type MessageState, type Step, sortTimeline, stateOf } from '../domain/message-progress';

export interface MessageView {
  id: string;
  advertiserId?: string;
  campaignId?: string;
  category?: string;
  state: MessageState;
  /** Why it stands there. */
  code?: string;
  optedOut: boolean;
  timeline: { at: string; event: Step; attempt?: number; code?: string; detail?: string; until?: string }[];
}

interface Row {
  advertiserId: string | null;
  campaignId: string | null;
  category: string | null;
  step: Step;
  code: string | null;
  optedOut: boolean;
  timeline: Record<string, MessageEvent>;
}

@Injectable()
export class FindMessages {
  constructor(private readonly database: Database) {}

  async byId(id: string): Promise<MessageView | undefined> {
    const [row] = await this.database.query<Row>(
      `SELECT advertiser_id AS "advertiserId", campaign_id AS "campaignId", category, step, code,
         opted_out AS "optedOut", timeline
       FROM message WHERE id = $1`,
      [id],
    );
    if (!row) return undefined;
    const { advertiserId, campaignId, category, step, code, optedOut, timeline } = row;
    return {
      id,
      ...(advertiserId === null ? {} : { advertiserId }),
      ...(campaignId === null ? {} : { campaignId }),
      ...(category === null ? {} : { category }),
      state: stateOf(step),
      ...(code === null ? {} : { code }),
      optedOut,
      timeline: sortTimeline(timeline).map(({ at, event, attempt, code: why, detail, until }) => ({
        at: new Date(at).toISOString(),
        event,
        ...(attempt ? { attempt } : {}),
        ...(why === undefined ? {} : { code: why }),
        ...(detail === undefined ? {} : { detail }),
        ...(until === undefined ? {} : { until: new Date(until).toISOString() }),
      })),
    };
  }
}
