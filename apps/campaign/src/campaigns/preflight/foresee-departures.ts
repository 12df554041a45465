import { Injectable } from '@nestjs/common';
import { type Result, ok } from '@stopsms/kernel';
import { type Asking, type ComplianceAway, ComplianceClient } from './compliance-client';
import { type Departing, type Departures, planDepartures } from './plan-departures.rule';
import type { OutcomeGroup } from './preflight-tally.rule';
import { LaneQueue } from '../../messages/lane-queue';
import type { StoredPlan } from '../drafts/stored-plan';

/** When the messages of a campaign would leave, at a pace. */
@Injectable()
export class ForeseeDepartures {
  constructor(
    private readonly compliance: ComplianceClient,
    private readonly lane: LaneQueue,
  ) {}

  /** @returns undefined where no pace is given and nothing left lately, of which one could be told */
  async execute(
    plan: StoredPlan,
    groups: readonly OutcomeGroup[],
    at: number,
    { perSecond: given, ...asking }: Asking & { perSecond: number | undefined },
  ): Promise<Result<({ perSecond: number } & Departures) | undefined, ComplianceAway>> {
    const perSecond = given ?? (await this.lane.perSecond());
    if (perSecond <= 0) return ok(undefined);
    const departing: Departing[] = [];
    for (const place of placesOf(groups.filter((group) => leavesByItself(group, plan)))) {
      const windows = await this.windowsOf(plan, place, at, asking);
      if (!windows.ok) return windows;
      for (const { until = at, count } of place.groups) departing.push({ from: until, count, windows: windows.value });
    }
    return ok({ perSecond, ...planDepartures(departing, perSecond, plan.expiresAt) });
  }

  /** Only adverts have hours. */
  private async windowsOf(plan: StoredPlan, { region, timeZones }: Place, at: number, asking: Asking) {
    if (plan.category !== 'marketing') return ok(undefined);
    return this.compliance.sendWindows(
      { advertiserId: plan.advertiserId, country: region, timeZones, from: at },
      asking,
    );
  }
}

interface Place {
  region: string;
  timeZones: string[] | undefined;
  groups: OutcomeGroup[];
}

function placesOf(groups: readonly OutcomeGroup[]): Place[] {
  const places = new Map<string, Place>();
  for (const group of groups) {
    const { region, timeZones } = group;
    const name = [region, ...(timeZones ?? [])].join(' ');
    const known = places.get(name);
    if (known) known.groups.push(group);
    else places.set(name, { region, timeZones, groups: [group] });
  }
  return [...places.values()];
}

/** What waits for a person leaves nobody knows when; nor is what waits for its own expiry known to leave. */
const leavesByItself = ({ outcome, until }: OutcomeGroup, { expiresAt }: StoredPlan): boolean =>
  outcome === 'cleared' || (outcome === 'held' && until !== undefined && until !== expiresAt);
