import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { ANSWERED, answeredSpan } from './answered-message';

export interface Complaint {
  changeId: string;
  recipientKey: string;
  /** `*` or an advertiser id. */
  scope: string;
  /** Epoch ms. */
  at: number;
  /** When the text was sent, if the report says. */
  sentAt?: number;
}

/** Keeps complaints for the campaign they are about. One told again is the same. */
@Injectable()
export class RecordComplaints {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async execute(complaints: Complaint[]): Promise<void> {
    if (complaints.length === 0) return;
    const spans = complaints.map(({ at, sentAt }) => answeredSpan(at, sentAt));
    await this.database.query(
      `INSERT INTO complaint (change_id, scope, campaign_id, at, recorded_at)
       SELECT o.change, o.scope, answered.campaign_id, to_timestamp(o.at / 1000.0), to_timestamp($7 / 1000.0)
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::float8[], $5::float8[], $6::float8[])
         AS o(change, key, scope, at, since, until)
       LEFT JOIN LATERAL (${ANSWERED}) AS answered ON true
       ON CONFLICT (change_id, scope) DO NOTHING`,
      [
        complaints.map(({ changeId }) => changeId),
        complaints.map(({ recipientKey }) => recipientKey),
        complaints.map(({ scope }) => scope),
        complaints.map(({ at }) => at),
        spans.map(({ since }) => since),
        spans.map(({ until }) => until),
        this.clock.now(),
      ],
    );
  }
}
