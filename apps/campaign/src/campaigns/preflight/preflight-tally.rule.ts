export interface Observed {
  verdict: 'refused' | 'held';
  code: string;
}

/** Recipients for whom compliance would decide the same. */
export interface OutcomeGroup {
  outcome: 'cleared' | 'held' | 'refused';
  code?: string | undefined;
  detail?: string | undefined;
  ofText: boolean;
  region: string;
  timeZones?: string[] | undefined;
  /** Epoch ms. */
  until?: number | undefined;
  closesAt?: number | undefined;
  /** Decision of full enforcement about a cleared message; absent if the same. */
  observed?: Observed | undefined;
  parts?: number | undefined;
  count: number;
}

export interface Counts {
  recipients: number;
  leave: number;
  held: number;
  refused: number;
}

/** Sum of the pages of a preflight: one entry for each outcome, however many recipients. */
export class PreflightTally {
  private readonly byKind = new Map<string, OutcomeGroup>();

  add(groups: readonly OutcomeGroup[]): void {
    for (const group of groups) {
      // The words may be of one text among many.
      const { detail: _, count, ...kind } = group;
      const key = JSON.stringify(kind);
      const known = this.byKind.get(key);
      if (known) known.count += count;
      else this.byKind.set(key, { ...group });
    }
  }

  /** Most frequent first. */
  get groups(): OutcomeGroup[] {
    return [...this.byKind.values()].sort((one, other) => other.count - one.count);
  }

  get counts(): Counts {
    const of = (outcome: OutcomeGroup['outcome']) =>
      [...this.byKind.values()].reduce((sum, group) => sum + (group.outcome === outcome ? group.count : 0), 0);
    const [leave, held, refused] = [of('cleared'), of('held'), of('refused')];
    return { recipients: leave + held + refused, leave, held, refused };
  }

  /** Segments of cleared and held messages, by country. */
  get parts(): Map<string, number> {
    const parts = new Map<string, number>();
    for (const { outcome, region, parts: each = 0, count } of this.byKind.values()) {
      if (outcome !== 'refused' && each > 0) parts.set(region, (parts.get(region) ?? 0) + each * count);
    }
    return parts;
  }
}

/** A country or region whose recipients the text cannot reach. */
export interface RefusedRegion {
  region: string;
  code: string;
  /** Advice on what to change. */
  detail: string;
  count: number;
}

/** Regions of which every recipient is refused because of the text or the country, in alphabetical order. */
export function refusedRegionsOf(groups: readonly OutcomeGroup[]): RefusedRegion[] {
  const regions = [...new Set(groups.map(({ region }) => region))].sort();
  return regions.flatMap((region) => {
    const there = groups.filter((group) => group.region === region);
    if (!there.every(({ ofText }) => ofText)) return [];
    const [first] = [...there].sort((a, b) => b.count - a.count);
    const count = there.reduce((sum, group) => sum + group.count, 0);
    return [{ region, code: first?.code ?? '', detail: first?.detail ?? '', count }];
  });
}

/** One entry for each outcome, reason, region and hour. */
export interface Outcome {
  outcome: 'leave' | 'held' | 'refused';
  code?: string;
  /** Advice on what to change, if the reason is the text or the country. */
  detail?: string;
  region: string;
  /** Next check of held messages, epoch ms. */
  until?: number;
  /** Decision of full enforcement about cleared messages; absent if the same. */
  observed?: Observed;
  count: number;
}

/** Merges groups into outcomes for people, which do not differ by number of parts or time zone. */
export function outcomesOf(groups: readonly OutcomeGroup[]): Outcome[] {
  const outcomes = new Map<string, Outcome>();
  for (const { outcome, code, detail, region, until, observed, count } of groups) {
    const said = outcome === 'cleared' ? ('leave' as const) : outcome;
    const key = [said, code, region, until, observed?.code].join(' ');
    const known = outcomes.get(key);
    if (known) known.count += count;
    else {
      outcomes.set(key, {
        outcome: said,
        ...(code !== undefined && { code }),
        ...(detail !== undefined && { detail }),
        region,
        ...(until !== undefined && { until }),
        ...(observed && { observed }),
        count,
      });
    }
  }
  return [...outcomes.values()].sort((one, other) => other.count - one.count);
}
