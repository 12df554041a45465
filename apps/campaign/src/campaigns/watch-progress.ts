import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { LOG, type Log } from '@stopsms/service';
import type { ProgressEvent } from '../http-parts/event-stream';
import { FindCampaigns } from './find-campaigns';
import { FindImports } from '../contacts/imports/find-imports';
import { LaneQueue } from '../messages/lane-queue';

// Progress of campaigns and imports, sent to all watchers as it changes: one query serves all of them.

const LOOK_EVERY_MS = 1_000;
/** A campaign of millions takes long to count: of the database it gets a tenth at most. */
const TIMES_A_LOOK = 10;
/** Watchers of this replica. Each holds a connection and some kilobytes. */
const MAX_WATCHERS = 500;
/** Watchers of one caller; anonymous callers count as one. */
export const MAX_OF_ONE = 50;

interface Watcher {
  /** Caller whose limit it counts against. */
  whose: string;
  send: (event: ProgressEvent) => void;
  /** It is not there any more, or the service ends. */
  end: () => void;
}

interface Watched {
  /** Each with the id of the last event that it was sent. */
  watchers: Map<Watcher, string>;
  timer: NodeJS.Timeout | undefined;
}

type Look = (id: string) => Promise<ProgressEvent | undefined>;

@Injectable()
export class WatchProgress {
  private readonly watched = new Map<string, Watched>();
  private readonly ofOne = new Map<string, number>();
  private watchers = 0;
  private stopping = false;

  constructor(
    private readonly campaigns: FindCampaigns,
    private readonly imports: FindImports,
    private readonly lane: LaneQueue,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async campaign(id: string): Promise<ProgressEvent | undefined> {
    const found = await this.campaigns.byId(id);
    const ahead = found && (await this.lane.aheadOfCampaign(await this.campaigns.remaining(id)));
    return (
      found &&
      eventOf({ ...found, ...(ahead && { ahead }) }, found.state === 'completed' || found.state === 'cancelled')
    );
  }

  async import(id: string): Promise<ProgressEvent | undefined> {
    const found = await this.imports.byId(id);
    return found && eventOf(found, found.state === 'completed');
  }

  /**
   * Sends an event whenever the progress has changed, the first within a second.
   * @param last - event that the watcher has already
   * @returns ends it; undefined when too many watch
   */
  follow(what: 'campaign' | 'import', id: string, watcher: Watcher, last: ProgressEvent): (() => void) | undefined {
    const { whose } = watcher;
    const own = this.ofOne.get(whose) ?? 0;
    if (this.stopping || this.watchers >= MAX_WATCHERS || own >= MAX_OF_ONE) return undefined;
    this.watchers += 1;
    this.ofOne.set(whose, own + 1);
    const key = `${what} ${id}`;
    const watched = this.watched.get(key) ?? { watchers: new Map<Watcher, string>(), timer: undefined };
    this.watched.set(key, watched);
    watched.watchers.set(watcher, last.id);
    if (watched.timer === undefined) this.lookLater(key, watched, (of) => this[what](of), id, LOOK_EVERY_MS);
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      this.leave(key, watched, watcher);
    };
  }

  /** Ends all streams, and starts no other. */
  close(): void {
    this.stopping = true;
    for (const [key, { watchers }] of this.watched) this.endAll(key, watchers);
  }

  private leave(key: string, watched: Watched, watcher: Watcher): void {
    if (!watched.watchers.delete(watcher)) return;
    this.watchers -= 1;
    const left = (this.ofOne.get(watcher.whose) ?? 1) - 1;
    if (left > 0) this.ofOne.set(watcher.whose, left);
    else this.ofOne.delete(watcher.whose);
    if (watched.watchers.size > 0) return;
    clearTimeout(watched.timer);
    if (this.watched.get(key) === watched) this.watched.delete(key);
  }

  private lookLater(key: string, watched: Watched, look: Look, id: string, afterMs: number): void {
    watched.timer = setTimeout(() => void this.look(key, watched, look, id), afterMs);
  }

  private async look(key: string, watched: Watched, look: Look, id: string): Promise<void> {
    const startedAt = performance.now();
    try {
      const now = await look(id);
      if (!now) return this.endAll(key, watched.watchers);
      for (const [watcher, sent] of [...watched.watchers]) {
        if (sent === now.id) continue;
        watched.watchers.set(watcher, now.id);
        watcher.send(now);
      }
      if (now.isOver) return this.endAll(key, watched.watchers);
    } catch (error) {
      // Watchers get the next event when the database is up again; readiness reports that it is down.
      this.log.warn({ err: error }, 'Cannot read campaign progress; retrying');
    }
    if (watched.watchers.size === 0 || this.stopping) return;
    const took = performance.now() - startedAt;
    this.lookLater(key, watched, look, id, Math.max(LOOK_EVERY_MS, took * TIMES_A_LOOK));
  }

  private endAll(key: string, watchers: Map<Watcher, string>): void {
    this.watched.delete(key);
    for (const watcher of [...watchers.keys()]) watcher.end();
  }
}

function eventOf(view: object, isOver: boolean): ProgressEvent {
  const json = JSON.stringify(view);
  const id = createHash('sha256').update(json).digest('base64url').slice(0, ID_LENGTH);
  return { id: isOver ? `${id}.over` : id, json, isOver };
}
const ID_LENGTH = 16;
