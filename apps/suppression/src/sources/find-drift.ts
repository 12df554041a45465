import { Inject, Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import type { OptOutSource } from './sources-file';
import { OPT_OUT_SOURCES } from './poll-sources';
import { SOURCES_SQL } from './sources.store';

export const DRIFT_KINDS = ['both', 'onlyThere', 'onlyHere'] as const;
export type DriftKind = (typeof DRIFT_KINDS)[number];

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

  /** Undefined for a source that the file does not name. @returns recipient keys in their order */
  async keys(name: string, kind: DriftKind, after: string, limit: number): Promise<string[] | undefined> {
    const source = this.sources.find((each) => each.name === name);
    if (!source) return undefined;
    const rows = await this.database.query(SOURCES_SQL[kind], [name, source.advertisers, after, limit]);
    return rows.map(({ recipientKey }) => recipientKey);
  }

  private async statusOf({ name, vendorName, advertisers, everyMs }: OptOutSource, row: Row | undefined) {
    const [counts = { both: 0, onlyThere: 0, onlyHere: 0 }] = await this.database.query(SOURCES_SQL.counts, [
      name,
      advertisers,
    ]);
    const { polledAt, fault, failures = 0, unreadable = 0 } = row ?? {};
    return {
      ...{ name, vendor: vendorName, advertisers, everyMinutes: everyMs / 60_000, failures, unreadable },
      ...(polledAt && { polledAt: polledAt.toISOString() }),
      ...(typeof fault === 'string' && { fault }),
      ...counts,
    };
  }
}

type Row = { polledAt: Date | null; fault: string | null; failures: number; unreadable: number };
