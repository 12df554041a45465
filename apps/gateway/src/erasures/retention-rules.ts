import type { RetentionRule } from '@stopsms/service';
import { REPLY_TEXTS_SQL } from '../replies/reply-texts.store';
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
    // A person decides about an unclassified reply within some days.
    name: 'texts of replies',
    everyMs: HOUR_MS,
    keptMs: 7 * DAY_MS,
    deleteBefore: (database, before) => database.query(REPLY_TEXTS_SQL.deleteBefore, [before]),
  },
];
