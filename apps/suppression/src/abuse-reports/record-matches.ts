import { Injectable } from '@nestjs/common';
import type { ReportMatch } from '@stopsms/contracts';
import { Database } from '@stopsms/persistence';
import type { OptOutRequest } from '../opt-outs/opt-out-request';
import { RecordOptOuts } from '../opt-outs/record-opt-outs';
import type { AbuseReportsSql } from './abuse-reports.sql';
import { ABUSE_REPORTS_SQL, MATCHES } from './abuse-reports.store';

type UnmatchedReport = AbuseReportsSql['lockUnmatched']['row'];

/**
 * Records what the comparison of reports with sent texts found: a recipient who is known now is opted out in the same transaction, without a
 * confirmation; of any other report the reason is stored for which it stays unmatched. A report that was resolved meanwhile stays as it is.
 */
@Injectable()
export class RecordMatches {
  constructor(
    private readonly database: Database,
    private readonly recordOptOuts: RecordOptOuts,
  ) {}

  async execute(matches: readonly ReportMatch[]): Promise<void> {
    if (matches.length === 0) return;
    const byId = new Map(matches.map((match) => [match.reportId, match]));
    await this.database.run(async (tx) => {
      const reports = await tx.query(ABUSE_REPORTS_SQL.lockUnmatched, [[...byId.keys()]]);
      if (reports.length === 0) return;
      const found = reports.flatMap((report) => byId.get(report.id) ?? []);
      tx.send(ABUSE_REPORTS_SQL.recordMatches, MATCHES.of(found, toRow));
      await this.recordOptOuts.within(
        tx,
        reports.flatMap((report) => toOptOut(report, byId.get(report.id))),
      );
    });
  }
}

const toRow = ({ reportId, outcome, code, recipientKey, advertiserId, campaignId }: ReportMatch) => ({
  id: reportId,
  state: outcome === 'matched' ? 'matched' : 'unmatched',
  code: code ?? null,
  recipientKey: recipientKey ?? null,
  advertiserId: advertiserId ?? null,
  campaignId: campaignId ?? null,
});

function toOptOut(
  { id, source, receivedAt, acceptedAt, sentAt }: UnmatchedReport,
  match: ReportMatch | undefined,
): OptOutRequest[] {
  const { outcome, recipientKey, advertiserId } = match ?? {};
  if (outcome !== 'matched' || recipientKey === undefined || advertiserId === undefined) return [];
  return [
    {
      causeId: id,
      recipientKey,
      scopes: [advertiserId],
      source: 'complaint',
      evidenceId: id,
      reason: `abuse report by ${source}, matched by its text`,
      at: receivedAt,
      acceptedAt,
      attributed: true,
      ...(sentAt !== null && { sentAt }),
    },
  ];
}
