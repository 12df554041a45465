import { Injectable } from '@nestjs/common';
import { Clock, isUuid } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { ANSWERED, answeredSpan } from '../messages/answered-message';
import { recordDailyMetrics } from '../messages/record-daily-metrics';

export interface Complaint {
  changeId: string;
  recipientKey: string;
  /** `*` or an advertiser id. */
  scope: string;
  /** Epoch ms. */
  at: number;
  /** When the text was sent, if the report says. */
  sentAt?: number;
  /** What was complained with; that of a report may have been counted already, without its recipient. */
  evidenceId: string;
}

/** Told by a text that others received too: whose it was is known, not who complains. */
export interface TiedComplaint {
  reportId: string;
  advertiserId: string;
  campaignId?: string;
  /** Epoch ms. */
  at: number;
}

/**
 * Keeps complaints for the campaign they are about. One told again is the same. Whoever did not write to the person is not
 * to blame, whatever name the person saw: a complaint about a name that another used counts against nobody here.
 */
@Injectable()
export class RecordComplaints {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async execute(complaints: Complaint[]): Promise<void> {
    if (complaints.length === 0) return;
    const spans = complaints.map(({ at, sentAt }) => answeredSpan(at, sentAt));
    await this.record(
      `INSERT INTO complaint (change_id, scope, campaign_id, at, recorded_at)
       SELECT o.change, o.scope, answered.campaign_id, to_timestamp(o.at / 1000.0), to_timestamp($7 / 1000.0)
       FROM unnest($1::uuid[], $2::text[], $3::text[], $4::float8[], $5::float8[], $6::float8[], $8::uuid[])
         AS o(change, key, scope, at, since, until, evidence)
       CROSS JOIN LATERAL (${ANSWERED}) AS answered
       WHERE NOT EXISTS (SELECT 1 FROM complaint c WHERE c.change_id = o.evidence AND c.scope = o.scope)
       ON CONFLICT (change_id, scope) DO NOTHING`,
      [
        complaints.map(({ changeId }) => changeId),
        complaints.map(({ recipientKey }) => recipientKey),
        complaints.map(({ scope }) => scope),
        complaints.map(({ at }) => at),
        spans.map(({ since }) => since),
        spans.map(({ until }) => until),
        this.clock.now(),
        complaints.map(({ evidenceId }) => (isUuid(evidenceId) ? evidenceId : null)),
      ],
    );
  }

  /** The campaign is the label that a publisher gave its text: it counts where the campaign is that advertiser's own. */
  async tied(complaints: TiedComplaint[]): Promise<void> {
    if (complaints.length === 0) return;
    await this.record(
      `INSERT INTO complaint (change_id, scope, campaign_id, at, recorded_at)
       SELECT t.report, t.advertiser, c.id, to_timestamp(t.at / 1000.0), to_timestamp($5 / 1000.0)
       FROM unnest($1::uuid[], $2::text[], $3::uuid[], $4::float8[]) AS t(report, advertiser, campaign, at)
       LEFT JOIN campaign c ON c.id = t.campaign AND c.advertiser_id::text = t.advertiser
       ON CONFLICT (change_id, scope) DO NOTHING`,
      [
        complaints.map(({ reportId }) => reportId),
        complaints.map(({ advertiserId }) => advertiserId),
        complaints.map(({ campaignId }) => campaignId ?? null),
        complaints.map(({ at }) => at),
        this.clock.now(),
      ],
    );
  }

  /** Those that are new are counted for their advertiser: complaints are about adverts. One about everybody is nobody's. */
  private async record(insert: string, params: unknown[]): Promise<void> {
    await this.database.run(async (tx) => {
      const recorded = await tx.query<{ scope: string; campaignId: string | null; at: Date }>(
        `${insert} RETURNING scope, campaign_id AS "campaignId", at`,
        params,
      );
      recordDailyMetrics(
        tx,
        recorded.flatMap(({ scope, campaignId, at }) =>
          isUuid(scope)
            ? [
                {
                  advertiserId: scope,
                  campaignId,
                  category: 'marketing',
                  figure: 'complaints' as const,
                  at: at.getTime(),
                },
              ]
            : [],
        ),
      );
    });
  }
}
