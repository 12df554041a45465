import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import type { FaultCode, OptOutSource } from '@stopsms/providers';
import { OPT_OUT_SOURCES } from './poll-sources';
import { SOURCES_SQL } from './sources.store';
import type { SourcesSql } from './sources.sql';

export const DRIFT_KINDS = ['both', 'onlyThere', 'onlyHere'] as const;
type DriftKind = (typeof DRIFT_KINDS)[number];

/** Sources of opt-outs, and how their lists differ from ours. */
@Injectable()
export class FindDrift {
  constructor(
    @Inject(OPT_OUT_SOURCES) private readonly sources: readonly OptOutSource[],
    private readonly database: Database,
  ) {}

  async all() {
    const rows = new Map((await this.database.query(SOURCES_SQL.all)).map((row) => [row.name, row]));
    return Promise.all(this.sources.map((source) => this.statusOf(source, rows.get(source.name))));
  }

  /** Undefined for a source that the file does not name. @returns recipients by key, with the masked numbers that the list has */
  async recipients(
    name: string,
    kind: DriftKind,
    after: string,
    limit: number,
  ): Promise<SourcesSql['both']['row'][] | undefined> {
    const source = this.sources.find((each) => each.name === name);
    if (!source) return undefined;
    return this.database.query(SOURCES_SQL[kind], [name, source.advertisers, after, limit]);
  }

  private async statusOf(
    { name, vendorName, advertisers, everyMs }: OptOutSource,
    row: SourcesSql['all']['row'] | undefined,
  ) {
    const [counts = { both: 0, onlyThere: 0, onlyHere: 0 }] = await this.database.query(SOURCES_SQL.counts, [
      name,
      advertisers,
    ]);
    const { polledAt, fault, faultCode, faultDetail, failures = 0, unreadable = 0 } = row ?? {};
    return {
      ...{ name, vendor: vendorName, advertisers, everyMinutes: everyMs / 60_000, failures, unreadable },
      ...(polledAt && { polledAt: polledAt.toISOString() }),
      ...(typeof fault === 'string' && { fault }),
      ...(faultCode && { faultCode: faultCode as FaultCode }),
      ...(faultDetail && { faultDetail }),
      ...counts,
    };
  }
}
