import { type ReportToMatch, reportMatches } from '@stopsms/contracts';
import { deterministicId } from '@stopsms/kernel';
import type { Outbox } from '@stopsms/outbox';
import type { Tx } from '@stopsms/persistence';
import type { Finding } from '../complaints/judge-sightings';

/** The event id is the finding's, so that the same answer given twice is known for one. */
export async function addReportMatches(
  outbox: Outbox,
  tx: Tx,
  found: { report: ReportToMatch; finding: Finding }[],
): Promise<void> {
  await outbox.add(
    tx,
    reportMatches,
    found.map(({ report: { reportId, receivedAt }, finding }) => ({
      key: reportId,
      eventId: deterministicId('report-match', reportId, JSON.stringify(finding)),
      value: { reportId, at: receivedAt, ...finding },
    })),
  );
}
