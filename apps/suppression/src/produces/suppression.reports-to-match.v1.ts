import { type ReportToMatch, reportsToMatch } from '@stopsms/contracts';
import { deterministicId } from '@stopsms/kernel';
import type { Outbox } from '@stopsms/outbox';
import type { Tx } from '@stopsms/persistence';

interface UnmatchedReport extends Pick<ReportToMatch, 'sender' | 'receivedAt' | 'recipientKey'> {
  id: string;
  sentAt?: number;
  text?: string;
}

/** Publishes reports to be compared with sent texts. A report without a text cannot be compared. */
export async function addReportsToMatch(outbox: Outbox, tx: Tx, reports: readonly UnmatchedReport[]): Promise<void> {
  await outbox.add(
    tx,
    reportsToMatch,
    reports.flatMap((report) => (report.text ? [toRecord(report, report.text)] : [])),
  );
}

function toRecord({ id, sender, recipientKey, sentAt, receivedAt }: UnmatchedReport, text: string) {
  const value: ReportToMatch = {
    reportId: id,
    sender,
    text,
    at: sentAt ?? receivedAt,
    receivedAt,
    ...(recipientKey !== undefined && { recipientKey }),
  };
  return { key: id, eventId: deterministicId('report-to-match', id), value };
}
