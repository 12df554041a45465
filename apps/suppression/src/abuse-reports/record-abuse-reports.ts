import { Injectable } from '@nestjs/common';
import type { UnmatchedText } from '@stopsms/contracts';
import { Clock } from '@stopsms/kernel';
import { Outbox } from '@stopsms/outbox';
import { Database, type Tx } from '@stopsms/persistence';
import type { IdentifiedReport } from './abuse-report';
import { ABUSE_REPORTS_SQL, REPORTS } from './abuse-reports.store';
import { addReportsToMatch } from '../produces/suppression.reports-to-match.v1';
import { MatchSender, type SenderRefusal } from './match-sender';
import type { OptOutRequest } from '../opt-outs/opt-out-request';
import { RecordOptOuts } from '../opt-outs/record-opt-outs';

/** Reason for which a report opted nobody out: it is unmatched until a person resolves it. */
export type UnmatchedCode = 'RECIPIENT_UNKNOWN' | SenderRefusal['code'] | UnmatchedText;

export type JudgedReport = IdentifiedReport &
  ({ state: 'matched'; advertiserId: string } | { state: 'unmatched'; code: UnmatchedCode });

/**
 * Stores reports. Where the recipient is given and the sender belongs to one advertiser, the recipient is opted out of it in the
 * same transaction, without a confirmation. The text of any other is compared with texts that were sent (`record-matches.ts`); nobody is
 * guessed (docs/law/complaints.md#whose-it-is).
 */
@Injectable()
export class RecordAbuseReports {
  constructor(
    private readonly database: Database,
    private readonly senders: MatchSender,
    private readonly recordOptOuts: RecordOptOuts,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** Returns those that are new; of several that are the same, the first. */
  async execute(reports: IdentifiedReport[]): Promise<JudgedReport[]> {
    if (reports.length === 0) return [];
    await this.senders.catchUp();
    const first = new Map<string, JudgedReport>();
    for (const report of reports) if (!first.has(report.id)) first.set(report.id, this.judge(report));
    return this.database.run(async (tx) => {
      const taken = await this.insert(tx, [...first.values()]);
      const acceptedAt = this.clock.now();
      await this.recordOptOuts.within(
        tx,
        taken.flatMap((report) => toOptOut(report, acceptedAt)),
      );
      await addReportsToMatch(
        this.outbox,
        tx,
        taken.filter(({ state }) => state === 'unmatched'),
      );
      return taken;
    });
  }

  private judge(report: IdentifiedReport): JudgedReport {
    if (report.recipientKey === undefined) return { ...report, state: 'unmatched', code: 'RECIPIENT_UNKNOWN' };
    const advertiser = this.senders.advertiserOf(report.sender);
    return advertiser.ok
      ? { ...report, state: 'matched', advertiserId: advertiser.value }
      : { ...report, state: 'unmatched', ...advertiser.refusal };
  }

  private async insert(tx: Tx, reports: JudgedReport[]): Promise<JudgedReport[]> {
    const rows = REPORTS.of(reports, (report) => ({
      ...report,
      reportId: report.reportId ?? null,
      recipientKey: report.recipientKey ?? null,
      sentAt: report.sentAt ?? null,
      text: report.text ?? null,
      code: report.state === 'unmatched' ? report.code : null,
      advertiserId: report.state === 'matched' ? report.advertiserId : null,
    }));
    const inserted = await tx.query(ABUSE_REPORTS_SQL.insert, [...rows, this.clock.now()]);
    const fresh = new Set(inserted.map(({ id }) => id));
    return reports.filter(({ id }) => fresh.has(id));
  }
}

/** Returns the opt-out that a report leads to. If the person came back before, it counts from its acceptance: its own date comes from a third party. */
function toOptOut(report: JudgedReport, acceptedAt: number): OptOutRequest[] {
  const { id, recipientKey, source, receivedAt, sentAt } = report;
  if (report.state === 'unmatched' || recipientKey === undefined) return [];
  return [
    {
      causeId: id,
      recipientKey,
      scopes: [report.advertiserId],
      source: 'complaint',
      evidenceId: id,
      reason: `abuse report by ${source}`,
      at: receivedAt,
      acceptedAt,
      attributed: true,
      ...(sentAt !== undefined && { sentAt }),
    },
  ];
}
