import { RETENTION_CHUNK, type RetentionRule, inChunks } from '@stopsms/service';
import { ABUSE_REPORTS_SQL } from '../abuse-reports/abuse-reports.store';
import { RECONCILIATIONS_SQL } from '../lists/reconciliations.store';
import { NUMBERS_SQL } from '../numbers/numbers.store';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Rules of this service. Opt-outs are never deleted (docs/law/opt-outs.md#how-long-it-holds). */
export const RETENTION_RULES: readonly RetentionRule[] = [
  {
    // 36 months, for defence.
    name: 'complaints',
    everyMs: HOUR_MS,
    keptMs: 1_096 * DAY_MS,
    deleteBefore: (database, before) =>
      inChunks(() => database.query(ABUSE_REPORTS_SQL.deleteBefore, [before, RETENTION_CHUNK])),
  },
  {
    // A number that nobody texted for a year: what receipts said of it is out of date.
    name: 'unreachable numbers',
    everyMs: HOUR_MS,
    keptMs: 365 * DAY_MS,
    deleteBefore: (database, before) =>
      inChunks(() => database.query(NUMBERS_SQL.deleteUnreachableBefore, [before, RETENTION_CHUNK])),
  },
  {
    // Left by a replica that ended in the middle of a reconciliation.
    name: 'interrupted reconciliations',
    everyMs: HOUR_MS,
    keptMs: DAY_MS,
    deleteBefore: (database, before) =>
      inChunks(() => database.query(RECONCILIATIONS_SQL.deleteBefore, [before, RETENTION_CHUNK])),
  },
];
