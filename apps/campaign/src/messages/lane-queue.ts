import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database, type Tx } from '@stopsms/persistence';
import { DEPARTURES_SQL } from './departures.store';
import { MESSAGES_SQL } from './messages.store';

export const MAX_UNDER_WAY = Symbol('messages of campaigns on their way to the operator');

/** Age at which a message is taken for dead-lettered or stuck at a service that is down: others do not wait for it. */
const FORGOTTEN_AFTER_MS = 600_000;
const SLOT_MS = 10_000;
/** Span over which the rate is measured. */
const RATE_MS = 60_000;
const KEPT_MS = 3_600_000;

/** Estimated time of sending, from the recent rate. */
interface Ahead {
  /** Messages that are sent before it. */
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
    return (await this.underWay()) < this.most;
  }

  /** Records departures, in the transaction that stores the outcomes. */
  left(tx: Tx, messages: number): void {
    if (messages === 0) return;
    const now = this.clock.now();
    tx.send(DEPARTURES_SQL.add, [now - (now % SLOT_MS), messages, now - KEPT_MS]);
  }

  /** Queue before a message in progress. */
  async aheadOfMessage(): Promise<Ahead> {
    const [messages, perSecond] = [await this.underWay(), await this.perSecond()];
    return this.aheadOf(messages, messages, perSecond);
  }

  /**
   * Queue before the next message of a running campaign, with an estimate for its last one. Undefined if none is left to make.
   * @param remaining - messages to make, and as many of other campaigns as are made before the last one: advertisers take turns
   */
  async aheadOfCampaign(
    remaining: { own: number; others: number } | undefined,
  ): Promise<(Ahead & { endsAbout?: string }) | undefined> {
    if (!remaining) return undefined;
    const [messages, perSecond] = [await this.underWay(), await this.perSecond()];
    const { about: endsAbout } = this.aheadOf(0, messages + remaining.own + remaining.others, perSecond);
    return { ...this.aheadOf(messages, messages, perSecond), ...(endsAbout !== undefined && { endsAbout }) };
  }

  /** Counted no further than it matters. */
  private async underWay(): Promise<number> {
    const since = this.clock.now() - FORGOTTEN_AFTER_MS;
    const [row] = await this.database.query(MESSAGES_SQL.countUnderWay, [since, this.most * 2]);
    return row?.messages ?? 0;
  }

  /** Messages that left in the last minute. */
  async perSecond(): Promise<number> {
    const [row] = await this.database.query(DEPARTURES_SQL.since, [this.clock.now() - RATE_MS]);
    return (1_000 * (row?.messages ?? 0)) / RATE_MS;
  }

  private aheadOf(messages: number, before: number, perSecond: number): Ahead {
    if (perSecond === 0) return { messages };
    return { messages, about: new Date(this.clock.now() + (1_000 * before) / perSecond).toISOString() };
  }
}
