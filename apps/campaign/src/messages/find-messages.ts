import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import { type MessageState, type Step, sortTimeline, stateOf } from './message-progress.rule';
import { type Page, pageOf } from '../http-parts/page';
import type { MessagesSql } from './messages.sql';
import { MESSAGES_SQL } from './messages.store';
import { timelineOf } from './stored-timeline';

interface MessageView {
  id: string;
  advertiserId?: string;
  campaignId?: string;
  category?: string;
  state: MessageState;
  /** Reason for the state. */
  code?: string;
  optedOut: boolean;
  timeline: { at: string; event: Step; attempt?: number; code?: string; detail?: string; until?: string }[];
}

/** A message with an unknown outcome. */
interface UnknownMessage {
  id: string;
  advertiserId?: string;
  campaignId?: string;
  /** Absent for an answer to the person, a confirmation for instance. */
  category?: string;
  state: 'unknown';
  code?: string;
  detail?: string;
  /** Time at which its outcome became unknown. */
  at: string;
}

@Injectable()
export class FindMessages {
  constructor(private readonly database: Database) {}

  /** Unknown messages in descending order of their ids. */
  async unknown(of: { advertiserId?: string; campaignId?: string }, after: string | undefined, limit: number) {
    const params = [of.advertiserId ?? null, of.campaignId ?? null, after ?? null, limit + 1] as const;
    const rows = await this.database.query(MESSAGES_SQL.unknown, params);
    return pageOf(rows.map(toUnknown), limit, ({ id }) => id) satisfies Page<UnknownMessage>;
  }

  async isOfAdvertisersCampaign(campaignId: string, advertiserId: string): Promise<boolean> {
    const [row] = await this.database.query(MESSAGES_SQL.isOfAdvertisersCampaign, [campaignId, advertiserId]);
    return row?.isTrue === true;
  }

  async byId(id: string): Promise<MessageView | undefined> {
    const [row] = await this.database.query(MESSAGES_SQL.byId, [id]);
    if (!row) return undefined;
    const { advertiserId, campaignId, category, step, code, optedOut } = row;
    return {
      id,
      ...(advertiserId === null ? {} : { advertiserId }),
      ...(campaignId === null ? {} : { campaignId }),
      ...(category === null ? {} : { category }),
      state: stateOf(step),
      ...(code === null ? {} : { code }),
      optedOut,
      timeline: sortTimeline(timelineOf(row)).map(({ at, event, attempt, code: why, detail, until }) => ({
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

function toUnknown({ id, advertiserId, campaignId, category, ...row }: MessagesSql['unknown']['row']): UnknownMessage {
  const unknown = Object.values(timelineOf(row)).filter(({ event }) => event === 'unknown');
  const last = unknown.reduce((most, one) => ((one.attempt ?? 0) > (most.attempt ?? 0) ? one : most));
  return {
    id,
    ...(advertiserId === null ? {} : { advertiserId }),
    ...(campaignId === null ? {} : { campaignId }),
    ...(category === null ? {} : { category }),
    state: 'unknown',
    ...(last.code === undefined ? {} : { code: last.code }),
    ...(last.detail === undefined ? {} : { detail: last.detail }),
    at: new Date(last.at).toISOString(),
  };
}
