import { type ReportMatch, reportMatches } from '@stopsms/contracts';
import { deterministicId } from '@stopsms/kernel';
import type { Outbox } from '@stopsms/outbox';
import type { Tx } from '@stopsms/persistence';

/** The event id is the finding's, so that the same answer given twice is known for one. */
export const addReportMatches = (outbox: Outbox, tx: Tx, matches: readonly ReportMatch[]): Promise<void> =>
  outbox.add(
    tx,
    reportMatches,
    matches.map((value) => {
      const { reportId, at: _, ...finding } = value;
      return { key: reportId, eventId: deterministicId('report-match', reportId, JSON.stringify(finding)), value };
    }),
  );
