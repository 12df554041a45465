import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database, type Sql } from '@stopsms/persistence';

export const MAX_UNDER_WAY = Symbol('messages of campaigns on their way to the operator');

/** What has been under way for longer went to the dead letters, or its service is away: others need not wait for it. */
const FORGOTTEN_AFTER_MS = 600_000;
const SLOT_MS = 10_000;
/** Over which a rate is told. */
const RATE_MS = 60_000;
const KEPT_MS = 3_600_000;

/** About when something leaves, by what left lately. */
export interface Ahead {
  /** Messages that leave before it. */
  messages: number;
  /** ISO; absent while nothing left in the last minute. */
  about?: string;
}

/**
 * The way of adverts to the operator, which all advertisers share. Only so many messages of campaigns are on it at once: the rest
 * wait here, where advertisers take turns, and not in a topic, where the first hundred thousand would keep the next two waiting.
 */
@Injectable()
export class LaneQueue {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    @Inject(MAX_UNDER_WAY) private readonly most: number,
  ) {}

  async hasRoom(): Promise<boolean> {
    return (await this.underWay(this.database)) < this.most;
  }

  /** How many more left; told with each batch of outcomes. */
  async left(messages: number): Promise<void> {
    if (messages === 0) return;
    const now = this.clock.now();
    await this.database.query(
      `WITH forgotten AS (DELETE FROM departure WHERE at < to_timestamp($3 / 1000.0))
       INSERT INTO departure AS d (at, messages) VALUES (to_timestamp($1 / 1000.0), $2)
       ON CONFLICT (at) DO UPDATE SET messages = d.messages + excluded.messages`,
      [now - (now % SLOT_MS), messages, now - KEPT_MS],
    );
  }

  /** Of a message that is under way now. */
  async aheadOfMessage(): Promise<Ahead> {
    const [messages, perSecond] = [await this.underWay(this.database), await this.perSecond()];
    return this.told(messages, messages, perSecond);
  }

  /** Of the next message of a running campaign, and about when its last one leaves. Undefined when none is left to make. */
  async aheadOfCampaign(id: string): Promise<(Ahead & { endsAbout?: string }) | undefined> {
    // Advertisers take turns: before its last message leave all that others have, up to as many as it has itself.
    const [row] = await this.database.query<{ mine: number; others: number }>(
      `SELECT c.recipients - c.made AS mine, COALESCE((
         SELECT sum(least(o.recipients - o.made, c.recipients - c.made)) FROM campaign o
         WHERE o.state = 'running' AND NOT o.expanded AND o.id <> c.id), 0)::int AS others
       FROM campaign c WHERE c.id = $1 AND c.state = 'running' AND NOT c.expanded AND c.recipients > c.made`,
      [id],
    );
    if (!row) return undefined;
    const [messages, perSecond] = [await this.underWay(this.database), await this.perSecond()];
    const { about: endsAbout } = this.told(0, messages + row.mine + row.others, perSecond);
    return { ...this.told(messages, messages, perSecond), ...(endsAbout !== undefined && { endsAbout }) };
  }

  /** Counted no further than it matters. */
  private async underWay(sql: Sql): Promise<number> {
    const [row] = await sql.query<{ messages: number }>(
      `SELECT count(*)::int AS messages FROM (
         SELECT 1 FROM campaign c JOIN message m ON m.campaign_id = c.id AND m.open = 1
         WHERE c.state IN ('running', 'paused') AND m.created_at > to_timestamp($1 / 1000.0) LIMIT $2) AS under_way`,
      [this.clock.now() - FORGOTTEN_AFTER_MS, this.most * 2],
    );
    return row?.messages ?? 0;
  }

  /** Messages that left in the last minute. */
  async perSecond(): Promise<number> {
    const now = this.clock.now();
    const [row] = await this.database.query<{ messages: string }>(
      'SELECT COALESCE(sum(messages), 0) AS messages FROM departure WHERE at > to_timestamp($1 / 1000.0)',
      [now - RATE_MS],
    );
    return (1_000 * Number(row?.messages)) / RATE_MS;
  }

  private told(messages: number, before: number, perSecond: number): Ahead {
    if (perSecond === 0) return { messages };
    return { messages, about: new Date(this.clock.now() + (1_000 * before) / perSecond).toISOString() };
  }
}
