import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import { DAILY_METRICS_SQL } from '../messages/daily-metrics.store';

export interface Figures {
  /** Taken by the operator. */
  sent: number;
  delivered: number;
  failed: number;
  optedOut: number;
  complaints: number;
  /** Messages of the platform itself, such as confirmations, that the operator took. */
  answers: number;
}

interface DayFigures extends Figures {
  /** UTC, e.g. 2026-11-25. */
  day: string;
}

@Injectable()
export class FindStatistics {
  constructor(private readonly database: Database) {}

  /** Days on which something happened, the earliest first. @param days - both included */
  days(advertiserId: string, days: { from: string; to: string }, category?: string): Promise<DayFigures[]> {
    const params = [advertiserId, days.from, days.to, category ?? null] as const;
    return this.database.query(DAILY_METRICS_SQL.days, params);
  }
}
