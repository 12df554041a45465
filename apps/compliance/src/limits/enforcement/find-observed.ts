import { Injectable } from '@nestjs/common';
import type { Advertiser } from '@stopsms/contracts';
import { Clock, dayOf } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { readCounters } from '../quotas/quota-counters';
import { EnforcementLevels } from './enforcement-levels';
import type { ObservedSql } from './observed.sql';
import { OBSERVED_SQL } from './observed.store';

const DAY_MS = 86_400_000;

type Reason = Omit<ObservedSql['days']['row'], 'day'>;

/** One day, UTC. */
interface ObservedDay {
  day: string;
  /** Messages that were cleared. */
  cleared: number;
  reasons: Reason[];
}

/** Finds what full enforcement would have changed for an advertiser. */
@Injectable()
export class FindObserved {
  constructor(
    private readonly database: Database,
    private readonly levels: EnforcementLevels,
    private readonly clock: Clock,
  ) {}

  /** Level of an advertiser; instants are epoch ms. */
  levelOf(advertiser: Advertiser) {
    const { level = 'full' as const, since } = advertiser.enforcement ?? {};
    const isOver = this.levels.of(advertiser, this.clock.now())?.isOver === true;
    return { level, since, endsAt: this.levels.endsAt(advertiser), isOver };
  }

  /** The last `count` days with today, latest first. */
  async days(advertiserId: string, count: number): Promise<ObservedDay[]> {
    const now = this.clock.now();
    const days = Array.from({ length: count }, (_, index) => dayOf(now - index * DAY_MS));
    const [last = '', first = last] = [days[0], days.at(-1)];
    const rows = await this.database.query(OBSERVED_SQL.days, [advertiserId, first, last]);
    const keys = days.map((startsOn) => ({ advertiserId, period: 'day' as const, startsOn }));
    const used = new Map((await readCounters(this.database, keys)).map((each) => [each.startsOn, each.used]));
    return days.map((day) => ({
      day,
      cleared: used.get(day) ?? 0,
      reasons: rows.flatMap(({ day: of, ...reason }) => (of === day ? [reason] : [])),
    }));
  }

  /** Messages behind a figure, by id. */
  page(advertiserId: string, day: string, code: string, after: string | undefined, limit: number) {
    return this.database.query(OBSERVED_SQL.page, [advertiserId, day, code, after ?? null, limit]);
  }
}
