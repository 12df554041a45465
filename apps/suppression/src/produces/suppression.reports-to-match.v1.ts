import { type ReportToMatch, reportsToMatch } from '@stopsms/contracts';
import { deterministicId } from '@stopsms/kernel';
import type { Outbox } from '@stopsms/outbox';
import type { Tx } from '@stopsms/persistence';

interface UnmatchedReport extends Pick<ReportToMatch, 'sender' | 'receivedAt' | 'recipientKey'> {
  id: string;
  sentAt?: number;
  text?: string;
}

/** Asks whom reports are about. Only a text can tell more: one that came without it is nothing to ask about. */
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
