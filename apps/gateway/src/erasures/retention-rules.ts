import type { RetentionRule } from '@stopsms/service';
import { REPLIES_SQL } from '../replies/replies.store';
import { SUBMISSIONS_SQL } from '../submissions/submissions.store';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** @see docs/law/retention.md#how-long */
export const RETENTION_RULES: readonly RetentionRule[] = [
  {
    name: 'submissions that ended',
    everyMs: HOUR_MS,
    keptMs: 30 * DAY_MS,
    deleteBefore: (database, before) => database.query(SUBMISSIONS_SQL.deleteBefore, [before]),
  },
  {
    // Kafka keeps replies as long, and may deliver them again.
    name: 'ids of replies that were queued',
    everyMs: HOUR_MS,
    keptMs: 31 * DAY_MS,
    deleteBefore: (database, before) => database.query(REPLIES_SQL.deleteQueuedBefore, [before]),
  },
  {
    name: 'texts of replies of an earlier release',
    everyMs: HOUR_MS,
    keptMs: 7 * DAY_MS,
    deleteBefore: (database, before) => database.query(REPLIES_SQL.deleteEarlierBefore, [before]),
  },
];
