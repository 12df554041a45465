import { Injectable } from '@nestjs/common';
import { Clock, isUuid } from '@stopsms/kernel';
import { Database, type Tx } from '@stopsms/persistence';
import { answeredSpan } from '../messages/answered-message';
import type { ComplaintsSql } from './complaints.sql';
import { COMPLAINTS, COMPLAINTS_SQL, TIED_COMPLAINTS } from './complaints.store';
import { recordDailyMetrics } from '../messages/record-daily-metrics';

export interface Complaint {
  changeId: string;
  recipientKey: string;
  /** `*` or an advertiser id. */
  scope: string;
  /** Epoch ms. */
  at: number;
  /** Time at which the text was sent, if the report has it. */
  sentAt?: number;
  /** Evidence of the complaint; that of a report may have been counted already, without its recipient. */
  evidenceId: string;
}

/** Complaint about a text that others received too: its advertiser is known, the person is not. */
export interface TiedComplaint {
  reportId: string;
  advertiserId: string;
  campaignId?: string;
  /** Epoch ms. */
  at: number;
}

/**
 * Stores complaints for their campaign. A repeated one counts once. A complaint about an advertiser that never wrote to the person does not
 * count against it, because another sender may have used its name.
 */
@Injectable()
export class RecordComplaints {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async execute(complaints: Complaint[]): Promise<void> {
    if (complaints.length === 0) return;
    const rows = COMPLAINTS.of(complaints, ({ changeId, recipientKey, scope, at, sentAt, evidenceId }) => ({
      ...{ change: changeId, key: recipientKey, scope, at, ...answeredSpan(at, sentAt) },
      evidence: isUuid(evidenceId) ? evidenceId : null,
    }));
    await this.database.run(async (tx) =>
      count(tx, await tx.query(COMPLAINTS_SQL.record, [this.clock.now(), ...rows])),
    );
  }

  /** The campaign is the label that a publisher gave its text: it counts where the campaign is that advertiser's own. */
  async tied(complaints: TiedComplaint[]): Promise<void> {
    if (complaints.length === 0) return;
    const rows = TIED_COMPLAINTS.of(complaints, ({ reportId, advertiserId, campaignId, at }) => ({
      ...{ report: reportId, advertiser: advertiserId, campaign: campaignId ?? null, at },
    }));
    await this.database.run(async (tx) =>
      count(tx, await tx.query(COMPLAINTS_SQL.recordTied, [this.clock.now(), ...rows])),
    );
  }
}

/** Counts new complaints for their advertiser: complaints are about adverts. One about every advertiser counts for none. */
function count(tx: Tx, recorded: ComplaintsSql['record']['row'][]): void {
  const ofAdvertisers = recorded.filter(({ scope }) => isUuid(scope));
  recordDailyMetrics(
    tx,
    ofAdvertisers.map(({ scope: advertiserId, campaignId, at }) => ({
      ...{ advertiserId, campaignId, category: 'marketing', figure: 'complaints' as const, at: at.getTime() },
    })),
  );
}
