import { Injectable } from '@nestjs/common';
import type { Caller } from '@stopsms/http';
import { type Result, ok } from '@stopsms/kernel';
import { type ComplianceAway, ComplianceClient } from './compliance-client';
import { type Departing, type Departures, planDepartures } from './plan-departures.rule';
import type { OutcomeGroup } from './preflight-tally.rule';
import { LaneQueue } from '../../messages/lane-queue';
import type { StoredPlan } from '../drafts/stored-plan';

/** Estimates when the messages of a campaign are sent, at a pace. */
@Injectable()
export class ForeseeDepartures {
  constructor(
    private readonly compliance: ComplianceClient,
    private readonly lane: LaneQueue,
  ) {}

  /** @returns undefined if no pace is given and nothing was sent lately */
  async execute(
    plan: StoredPlan,
    groups: readonly OutcomeGroup[],
    at: number,
    { perSecond: given, ...asking }: Caller & { perSecond: number | undefined },
  ): Promise<Result<({ perSecond: number } & Departures) | undefined, ComplianceAway>> {
    const perSecond = given ?? (await this.lane.perSecond());
    if (perSecond <= 0) return ok(undefined);
    const departing: Departing[] = [];
    for (const area of areasOf(groups.filter((group) => leavesByItself(group, plan)))) {
      const windows = await this.windowsOf(plan, area, at, asking);
      if (!windows.ok) return windows;
      for (const { until = at, count } of area.groups) departing.push({ from: until, count, windows: windows.value });
    }
    return ok({ perSecond, ...planDepartures(departing, perSecond, plan.expiresAt) });
  }

  /** Only adverts have hours. */
  private async windowsOf(plan: StoredPlan, { region, timeZones }: Area, at: number, asking: Caller) {
    if (plan.category !== 'marketing') return ok(undefined);
    return this.compliance.sendWindows(
      { advertiserId: plan.advertiserId, country: region, timeZones, from: at },
      asking,
    );
  }
}

interface Area {
  region: string;
  timeZones: string[] | undefined;
  groups: OutcomeGroup[];
}

function areasOf(groups: readonly OutcomeGroup[]): Area[] {
  const areas = new Map<string, Area>();
  for (const group of groups) {
    const { region, timeZones } = group;
    const name = [region, ...(timeZones ?? [])].join(' ');
    const known = areas.get(name);
    if (known) known.groups.push(group);
    else areas.set(name, { region, timeZones, groups: [group] });
  }
  return [...areas.values()];
}

/** Messages held for a review, or until they expire, have no known time. */
const leavesByItself = ({ outcome, until }: OutcomeGroup, { expiresAt }: StoredPlan): boolean =>
  outcome === 'cleared' || (outcome === 'held' && until !== undefined && until !== expiresAt);
