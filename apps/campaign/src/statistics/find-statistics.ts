import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';

export interface Figures {
  /** Taken by the operator. */
  sent: number;
  delivered: number;
  failed: number;
  optedOut: number;
  complaints: number;
}

export interface DayFigures extends Figures {
  /** UTC, e.g. 2026-11-25. */
  day: string;
}

const SUMS = ['sent', 'delivered', 'failed', 'opted_out', 'complaints']
  .map((name) => `sum(${name})::int AS "${name === 'opted_out' ? 'optedOut' : name}"`)
  .join(', ');

@Injectable()
export class FindStatistics {
  constructor(private readonly database: Database) {}

  /** Days on which something happened, the earliest first. @param days - both included */
  days(advertiserId: string, days: { from: string; to: string }, category?: string): Promise<DayFigures[]> {
    return this.database.query<DayFigures>(
      `SELECT day::text AS day, ${SUMS} FROM day_figures
       WHERE advertiser_id = $1 AND day BETWEEN $2::date AND $3::date AND ($4::text IS NULL OR category = $4)
       GROUP BY day ORDER BY day`,
      [advertiserId, days.from, days.to, category ?? null],
    );
  }
}
