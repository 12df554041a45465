import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import { LOG, type Log } from '@stopsms/service';
import type { Response } from 'express';
import { SESSIONS_SQL } from '../sessions/sessions.store';
import { personOf } from '../sessions/person';
import { SessionTokens } from '../sessions/session-tokens';
import { SETTINGS, type ConsoleSettings } from '../settings/settings';

const LOOK_EVERY_MS = 300;
/** An upload or stream in progress keeps its session in use. */
const TOUCH_EVERY_MS = 20_000;
/** Time for which nothing is aborted while the database is down, because sessions cannot be read. */
const BLIND_MS = 10_000;
const MINUTE_MS = 60_000;

interface LiveExchange {
  sid: string;
  /** Roles and advertisers in the token that the service was given. */
  rights: string;
  response: Response;
}

/**
 * Exchanges in progress with services, each with its session. One is aborted once its session has ended in any replica or has other rights.
 * One query covers all of them, and there is none while nothing is in progress.
 */
@Injectable()
export class LiveExchanges implements OnModuleDestroy {
  private readonly live = new Set<LiveExchange>();
  /** Digest of the sealed tokens with which the rights of a session were last compared. */
  private readonly versions = new Map<string, string | null>();
  private timer: NodeJS.Timeout | undefined;
  private seenAt = 0;
  private touchedAt = 0;

  constructor(
    private readonly database: Database,
    @Inject(SessionTokens) private readonly tokens: SessionTokens,
    @Inject(SETTINGS) private readonly settings: ConsoleSettings,
    @Inject(LOG) private readonly log: Log,
  ) {}

  begin(sid: string, token: string, response: Response): void {
    const one = { sid, rights: this.rightsOf(token), response };
    this.live.add(one);
    this.versions.delete(sid);
    response.once('close', () => this.live.delete(one));
    if (this.timer !== undefined) return;
    this.seenAt = this.touchedAt = Date.now();
    this.next();
  }

  onModuleDestroy(): void {
    clearTimeout(this.timer);
  }

  private next(): void {
    this.timer = setTimeout(() => void this.run(), LOOK_EVERY_MS).unref();
  }

  private async run(): Promise<void> {
    if (this.live.size === 0) {
      this.timer = undefined;
      this.versions.clear();
      return;
    }
    try {
      await this.look();
      this.seenAt = Date.now();
    } catch (error) {
      this.log.warn({ err: error }, 'Sessions of what is under way could not be looked at; trying again');
      if (Date.now() - this.seenAt > BLIND_MS) this.cutOff(() => true);
    }
    this.next();
  }

  private async look(): Promise<void> {
    const sids = [...new Set([...this.live].map(({ sid }) => sid))];
    const rows = await this.database.query(SESSIONS_SQL.live, [sids, Date.now() / 1_000, Date.now()]);
    const going = new Set(rows.map(({ sid }) => sid));
    this.cutOff(({ sid }) => sids.includes(sid) && !going.has(sid));
    for (const { sid, version } of rows) await this.compareRights(sid, version);
    if (Date.now() - this.touchedAt > TOUCH_EVERY_MS) await this.touch([...going]);
  }

  /** Roles and advertisers come anew with each token. */
  private async compareRights(sid: string, version: string | null): Promise<void> {
    if (this.versions.get(sid) === version) return;
    const tokens = await this.tokens.of(sid);
    const rights = tokens && this.rightsOf(tokens.accessToken);
    this.cutOff((one) => one.sid === sid && one.rights !== rights);
    this.versions.set(sid, version);
  }

  private async touch(sids: string[]): Promise<void> {
    this.touchedAt = Date.now();
    const expire = (this.touchedAt + this.settings.SESSION_IDLE_MINUTES * MINUTE_MS) / 1_000;
    await this.database.query(SESSIONS_SQL.touch, [sids, expire]);
  }

  private cutOff(isOver: (one: LiveExchange) => boolean): void {
    for (const one of this.live) if (isOver(one)) one.response.destroy();
  }

  private rightsOf(token: string): string {
    const { roles = [], advertisers = [] } = personOf(token, this.settings) ?? {};
    return JSON.stringify([[...roles].sort(), [...advertisers].sort()]);
  }
}
