import { Inject, Injectable } from '@nestjs/common';
import { type EnforcementLevel, OBSERVE_WARNED_MS, observeEndsAt } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { Database, type Sql, type Tx } from '@stopsms/persistence';
import { LOG, type Log } from '@stopsms/service';
import { newId } from '../../http-parts/page';
import { ADVERTISERS_SQL } from '../advertisers.store';
import type { Answerable } from '../pause/marketing-control';
import { recordChange } from '../record-change';
import { StoreAdvertiser } from '../store-advertiser';
import { type StoredAdvertiser, advertiserOf } from '../stored-advertiser';

/** Token of whether `observe` ends unless it is renewed, as in production. */
export const OBSERVE_ENDS = Symbol('observe ends');

/** The same change again within this period is a repetition; later it renews. */
const REPEATED_MS = 3_600_000;

export interface EnforcementView {
  advertiserId: string;
  level: EnforcementLevel;
  since: string | null;
  endsAt: string | null;
  /** `soon` for the last 14 days of observe. */
  end: 'soon' | 'over' | null;
  /** Latest first. */
  history: EnforcementChange[];
}

interface EnforcementChange {
  at: Date;
  by: string | null;
  level: EnforcementLevel;
  reason: string;
}

/**
 * Sets the level at which the rules are enforced for an advertiser, and renews it. The advertiser, published in the same transaction,
 * carries it to compliance. Opt-outs are enforced at each level.
 */
@Injectable()
export class SetEnforcement {
  constructor(
    private readonly database: Database,
    private readonly store: StoreAdvertiser,
    private readonly clock: Clock,
    @Inject(OBSERVE_ENDS) private readonly ends: boolean,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Repeating the request of the same person and reason changes nothing. Undefined for an unknown ID. */
  async execute(id: string, level: EnforcementLevel, person: Answerable): Promise<EnforcementView | undefined> {
    return this.database.run(async (tx) => {
      const [stored] = await tx.query(ADVERTISERS_SQL.lock, [id]);
      if (!stored) return undefined;
      const [last] = await this.history(tx, id);
      const now = this.clock.now();
      const isSame = last?.level === level && last.by === person.by && last.reason === person.reason;
      const isRepeated = isSame && (level === 'full' || now - last.at.getTime() < REPEATED_MS);
      const isFullAlready = level === 'full' && stored.enforcement === null;
      if (!isRepeated && !isFullAlready) await this.apply(tx, stored, level, person);
      return this.view(tx, id);
    });
  }

  async find(id: string): Promise<EnforcementView | undefined> {
    return this.view(this.database, id);
  }

  private async apply(tx: Tx, stored: StoredAdvertiser, level: EnforcementLevel, { by, reason }: Answerable) {
    const { id } = stored;
    const at = this.clock.now();
    const enforcement = level === 'full' ? null : { level, since: at };
    await tx.query(ADVERTISERS_SQL.setEnforcement, [id, enforcement && JSON.stringify(enforcement)]);
    await recordChange(tx, { id: newId(at), advertiserId: id, at, by, changes: { enforcement: level, reason } });
    await this.store.announce(tx, advertiserOf({ ...stored, enforcement }));
    tx.afterCommit(() => this.log.warn({ advertiserId: id, level }, 'Level of enforcement of an advertiser was set'));
  }

  private async view(sql: Sql, id: string): Promise<EnforcementView | undefined> {
    const [stored] = await sql.query(ADVERTISERS_SQL.byId, [id]);
    if (!stored) return undefined;
    const { enforcement } = stored;
    const endsAt = enforcement && this.ends ? observeEndsAt(enforcement) : undefined;
    return {
      advertiserId: id,
      level: enforcement?.level ?? 'full',
      since: enforcement && new Date(enforcement.since).toISOString(),
      endsAt: endsAt === undefined ? null : new Date(endsAt).toISOString(),
      end: this.endOf(endsAt),
      history: await this.history(sql, id),
    };
  }

  private endOf(endsAt = Infinity): EnforcementView['end'] {
    const left = endsAt - this.clock.now();
    return left <= 0 ? 'over' : left <= OBSERVE_WARNED_MS ? 'soon' : null;
  }

  private async history(sql: Sql, id: string): Promise<EnforcementChange[]> {
    const rows = await sql.query(ADVERTISERS_SQL.enforcementChanges, [id]);
    return rows.map(({ at, by, changes }) => {
      const { enforcement: level, reason } = changes as { enforcement: EnforcementLevel; reason: string };
      return { at, by, level, reason };
    });
  }
}
