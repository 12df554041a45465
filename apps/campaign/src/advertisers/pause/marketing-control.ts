import { Inject, Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database, type Sql, type Tx } from '@stopsms/persistence';
import { LOG, type Log, Metrics } from '@stopsms/service';
import { Counter } from 'prom-client';
import { StoreAdvertiser } from '../store-advertiser';
import type { Controls } from '../advertisers.columns';
import { ADVERTISERS_SQL } from '../advertisers.store';
import {
  type MarketingPause,
  type PauseView,
  type StoredAdvertiser,
  advertiserOf,
  pauseView,
} from '../stored-advertiser';

export type PauseCode = MarketingPause['code'];

/** Person who is responsible for a change, and the reason. */
export interface Answerable {
  by: string;
  reason: string;
}

export interface MarketingView {
  advertiserId: string;
  state: 'open' | 'paused';
  paused?: PauseView;
  /** Pauses and resumptions with person, time and reason; earliest first. */
  controls: Control[];
}

type Control = Controls[number];
type Change = Answerable & { action: Control['action']; code?: PauseCode };

/** Name recorded for a pause that no person requested. */
const ITSELF = 'STOP SMS';

/**
 * Pauses and resumes all adverts of an advertiser. The advertiser, published in the same transaction, also stops existing messages of every
 * publisher: compliance holds them, the dispatcher returns them.
 */
@Injectable()
export class MarketingControl {
  private readonly pauses: Counter<'code'>;
  private readonly resumeListeners: (() => void)[] = [];

  constructor(
    private readonly database: Database,
    private readonly store: StoreAdvertiser,
    private readonly clock: Clock,
    @Inject(LOG) private readonly log: Log,
    { registry }: Metrics,
  ) {
    this.pauses = new Counter({
      name: 'stopsms_marketing_pauses_total',
      help: 'Pauses of all adverts of an advertiser',
      labelNames: ['code'],
      registers: [registry],
    });
  }

  /** Calls `listener` whenever adverts of an advertiser may be sent again. */
  onResume(listener: () => void): void {
    this.resumeListeners.push(listener);
  }

  /** Repeating a request changes nothing; another reason is added to the record. Undefined for an unknown ID. */
  async pause(id: string, code: PauseCode, person: Answerable): Promise<MarketingView | undefined> {
    return this.database.run(async (tx) => {
      const advertiser = await this.lock(tx, id);
      if (!advertiser) return undefined;
      const change: Change = { action: 'pause', code, ...person };
      const last = (await this.view(tx, id))?.controls.at(-1);
      if (!last || !isSame(last, change)) await this.apply(tx, advertiser, change);
      return this.view(tx, id);
    });
  }

  /** Changes nothing where nothing is paused. Complaints recorded so far count no more: a person answers for them. */
  async resume(id: string, person: Answerable): Promise<MarketingView | undefined> {
    return this.database.run(async (tx) => {
      const advertiser = await this.lock(tx, id);
      if (advertiser?.marketingPaused) {
        await tx.query(ADVERTISERS_SQL.countComplaintsFrom, [id, this.clock.now()]);
        await this.apply(tx, advertiser, { action: 'resume', ...person });
      }
      return this.view(tx, id);
    });
  }

  /** Does nothing where its adverts are paused already. */
  async pauseForComplaints(id: string, reason: string): Promise<void> {
    await this.database.run(async (tx) => {
      const advertiser = await this.lock(tx, id);
      if (!advertiser || advertiser.marketingPaused) return;
      await this.apply(tx, advertiser, { action: 'pause', by: ITSELF, code: 'COMPLAINTS', reason });
    });
  }

  async find(id: string): Promise<MarketingView | undefined> {
    return this.view(this.database, id);
  }

  private async lock(tx: Tx, id: string): Promise<StoredAdvertiser | undefined> {
    const [stored] = await tx.query(ADVERTISERS_SQL.lock, [id]);
    return stored;
  }

  private async apply(tx: Tx, stored: StoredAdvertiser, { action, by, code, reason }: Change): Promise<void> {
    const { id } = stored;
    const at = this.clock.now();
    const marketingPaused = code === undefined ? null : stronger(stored.marketingPaused, { code, reason, at });
    await tx.query(ADVERTISERS_SQL.setMarketingPaused, [id, marketingPaused && JSON.stringify(marketingPaused)]);
    await tx.query(ADVERTISERS_SQL.recordControl, [id, action, by, code ?? null, reason, at]);
    await this.store.announce(tx, advertiserOf({ ...stored, marketingPaused }));
    tx.afterCommit(() => {
      if (code !== undefined) this.pauses.inc({ code });
      if (action === 'resume') for (const listener of this.resumeListeners) listener();
      const said = action === 'pause' ? 'All adverts of an advertiser are paused' : 'Adverts of an advertiser go on';
      this.log.warn({ advertiserId: id, code }, said);
    });
  }

  private async view(sql: Sql, id: string): Promise<MarketingView | undefined> {
    const [row] = await sql.query(ADVERTISERS_SQL.marketing, [id]);
    if (!row) return undefined;
    const { paused, controls } = row;
    return {
      advertiserId: id,
      state: paused ? 'paused' : 'open',
      ...(paused && { paused: pauseView(paused) }),
      controls,
    };
  }
}

const isSame = (last: Control, change: Change): boolean =>
  last.action === change.action && last.code === change.code && last.by === change.by && last.reason === change.reason;

const isOrder = ({ code }: MarketingPause): boolean => code === 'REGULATOR_ORDER' || code === 'OPERATOR_ORDER';

/** An order outranks later reasons, so that nobody resumes adverts without having read it. */
const stronger = (current: MarketingPause | null, next: MarketingPause): MarketingPause =>
  current && isOrder(current) && !isOrder(next) ? current : next;
