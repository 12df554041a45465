import { Injectable } from '@nestjs/common';
import type { Caller } from '@stopsms/http';
import { Clock, type Result, ok, refused } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { type ComplianceAway, ComplianceClient } from './compliance-client';
import { PriceListFile, type PricesUnknown } from './price-list-file';
import { type Departures } from './plan-departures.rule';
import {
  type Counts,
  type Outcome,
  PreflightTally,
  type RefusedRegion,
  outcomesOf,
  refusedRegionsOf,
} from './preflight-tally.rule';
import { type Cost, costOf } from './price-list.rule';
import { askPages } from './ask-pages';
import { CONTACTS_SQL } from '../../contacts/contacts.store';
import { bookPages } from './book-pages';
import { type PlanRefusal, timeFault } from '../drafts/campaign-plan';
import type { CampaignState } from '../find-campaigns';
import { ForeseeDepartures } from './foresee-departures';
import { questionOf, tooLongOf } from './page-question';
import type { RenderedPage } from './render-page';
import { type StoredPlan, storedPlan } from '../drafts/stored-plan';

/** Outcome of a campaign if it started now; instants in epoch ms. */
export interface PreflightResult extends Counts {
  /** The instant for which was decided: now, or its sendAt. */
  at: number;
  outcomes: Outcome[];
  /** Because of which a start asks for `partly`. */
  refusedRegions: RefusedRegion[];
  parts: number;
  cost: ({ currency: string } & Cost) | PricesUnknown;
  /** Absent where no pace was given and nothing left lately. */
  pace?: { perSecond: number } & Departures;
}

export type PreflightRefusal =
  | PlanRefusal
  | ComplianceAway
  | { code: 'campaign-unknown' | 'campaign-changed' | 'too-many-preflights' }
  | { code: 'campaign-started' | 'campaign-over'; state: CampaignState };

interface PreflightOptions extends Caller {
  perSecond: number | undefined;
  /** Called after each page. */
  progress?: (done: number, of: number) => void;
}

/** Maximum of preflights at a time in one replica: each keeps compliance busy while it runs. */
const MAX_AT_ONCE = 4;

/**
 * Requests a forecast from compliance for each recipient of a campaign that is not started, page by page, and counts the answers. Writes
 * nothing in either service. A concurrent change, cancellation or start of the campaign ends the forecast, because it would be outdated.
 */
@Injectable()
export class PreflightCampaign {
  private underWay = 0;

  constructor(
    private readonly database: Database,
    private readonly compliance: ComplianceClient,
    private readonly prices: PriceListFile,
    private readonly departures: ForeseeDepartures,
    private readonly clock: Clock,
  ) {}

  /** @throws when the signal of `options` is aborted */
  async execute(id: string, options: PreflightOptions): Promise<Result<PreflightResult, PreflightRefusal>> {
    if (this.underWay >= MAX_AT_ONCE) return refused({ code: 'too-many-preflights' });
    this.underWay += 1;
    try {
      return await this.run(id, options);
    } finally {
      this.underWay -= 1;
    }
  }

  private async run(id: string, options: PreflightOptions): Promise<Result<PreflightResult, PreflightRefusal>> {
    const plan = await storedPlan(this.database, id);
    if (!plan) return refused({ code: 'campaign-unknown' });
    const now = this.clock.now();
    const fault = stateFault(plan) ?? (plan.state === 'draft' ? timeFault(plan, now) : undefined);
    if (fault) return refused(fault);
    const at = Math.max(now, plan.sendAt ?? now);
    const prices = await this.prices.read();
    const tally = await this.tallyOf(plan, at, options);
    if (!tally.ok) return tally;
    const { groups, counts, parts } = tally.value;
    const pace = await this.departures.execute(plan, groups, at, options);
    if (!pace.ok) return pace;
    return ok({
      at,
      ...counts,
      outcomes: outcomesOf(groups),
      refusedRegions: refusedRegionsOf(groups),
      parts: [...parts.values()].reduce((sum, each) => sum + each, 0),
      cost: prices.ok ? { currency: prices.value.currency, ...costOf(prices.value, parts) } : prices.refusal,
      ...(pace.value && { pace: pace.value }),
    });
  }

  private async tallyOf(
    plan: StoredPlan,
    at: number,
    { progress, ...asking }: PreflightOptions,
  ): Promise<Result<PreflightTally, PreflightRefusal>> {
    const tally = new PreflightTally();
    const of = await this.contactsOf(plan.addressBookId);
    const pages = bookPages(this.database, plan.addressBookId, plan.text);
    const ask = (page: RenderedPage, clearedBefore: number, stopped: AbortSignal) => {
      const signal = asking.signal ? AbortSignal.any([asking.signal, stopped]) : stopped;
      return this.compliance.preflight(questionOf(plan, page, at, clearedBefore), { ...asking, signal });
    };
    for await (const { page, answer } of askPages(pages, ask)) {
      asking.signal?.throwIfAborted();
      tally.add(tooLongOf(page));
      if (!answer.ok) return answer;
      tally.add(answer.value.groups);
      progress?.(tally.counts.recipients, of);
      const changed = await this.changeOf(plan);
      if (changed) return refused(changed);
    }
    return ok(tally);
  }

  private async changeOf(plan: StoredPlan): Promise<PreflightRefusal | undefined> {
    const now = await storedPlan(this.database, plan.id);
    if (!now) return { code: 'campaign-unknown' };
    return stateFault(now) ?? (JSON.stringify(now) === JSON.stringify(plan) ? undefined : { code: 'campaign-changed' });
  }

  private async contactsOf(bookId: string): Promise<number> {
    const [row] = await this.database.query(CONTACTS_SQL.count, [bookId]);
    return row?.contacts ?? 0;
  }
}

function stateFault({ state, isStarted }: StoredPlan): PreflightRefusal | undefined {
  if (state === 'cancelled') return { code: 'campaign-over', state };
  return isStarted ? { code: 'campaign-started', state } : undefined;
}
