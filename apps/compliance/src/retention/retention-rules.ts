import { MAX_CAPPED_HOURS } from '@stopsms/contracts';
import type { Database } from '@stopsms/persistence';
import type { RetentionRule } from '@stopsms/service';
import { OUTCOMES_SQL } from '../decision/outcomes/outcomes.store';
import { PUBLISHERS_SQL } from '../decision/publishers/publishers.store';
import { CAPS_SQL } from '../limits/caps/caps.store';
import { IN_LANES_MS } from '../limits/caps/reservations';
import { OBSERVED_SQL } from '../limits/enforcement/observed.store';
import { QUOTAS_SQL } from '../limits/quotas/quotas.store';
import { TRUST_SQL } from '../limits/trust/trust.store';
import { SENT_TEXTS_SQL } from '../people/complaints/sent-texts.store';
import { CONSENTS_SQL } from '../people/consents/consents.store';
import { KEPT_DAYS } from '../rules/packs/kept-days';
import { HELD_SQL } from '../waiting/holding/held.store';
import { holdQueue } from '../waiting/reviews/review-lock';
import { REVIEWS_SQL } from '../waiting/reviews/reviews.store';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Rules of this service, in order. Proofs and audit events are dropped by day: see `DayParts`. */
export const RETENTION_RULES: readonly RetentionRule[] = [
  {
    // Number and text of a message: the lanes keep a cleared message as long, so that no attempt can follow.
    name: 'requests',
    everyMs: 10 * MINUTE_MS,
    keptMs: 3 * DAY_MS,
    deleteBefore: (database, before) => database.query(HELD_SQL.deleteOpenBefore, [before]),
  },
  {
    // Text of a decided review: the decision stays. Long enough for whoever questions the decision to see the text.
    name: 'texts of decided reviews',
    everyMs: 10 * MINUTE_MS,
    keptMs: 30 * DAY_MS,
    deleteBefore: (database, before) => database.query(REVIEWS_SQL.deleteTextsBefore, [before]),
  },
  {
    // An open review that nothing waits for: if the text arrives again, it opens a new one.
    name: 'abandoned reviews',
    everyMs: 10 * MINUTE_MS,
    keptMs: 30 * DAY_MS,
    deleteBefore: deleteAbandonedReviews,
  },
  {
    name: 'reservations of caps',
    everyMs: HOUR_MS,
    keptMs: MAX_CAPPED_HOURS * HOUR_MS + IN_LANES_MS,
    deleteBefore: (database, before) => database.query(CAPS_SQL.deleteBefore, [before]),
  },
  {
    // Complaints arrive within days; texts are kept no longer than the replies to them.
    name: 'batches of sent texts',
    everyMs: HOUR_MS,
    keptMs: 30 * DAY_MS,
    deleteBefore: (database, before) => database.query(SENT_TEXTS_SQL.deleteBatchesBefore, [before]),
  },
  {
    name: 'sent texts',
    everyMs: HOUR_MS,
    keptMs: 30 * DAY_MS,
    deleteBefore: (database, before) => database.query(SENT_TEXTS_SQL.deleteTextsBefore, [before]),
  },
  {
    // A STOP that an operator delivers later than this after the START that followed it ends without a confirmation.
    name: 'numbers of STARTs',
    everyMs: HOUR_MS,
    keptMs: 7 * DAY_MS,
    deleteBefore: (database, before) => database.query(CONSENTS_SQL.deleteStartNumbersBefore, [before]),
  },
  {
    // Operators send receipts for days, and publishers' topics keep outcomes as long.
    name: 'publishers of messages',
    everyMs: HOUR_MS,
    keptMs: 30 * DAY_MS,
    deleteBefore: (database, before) => database.query(PUBLISHERS_SQL.deleteBefore, [before]),
  },
  {
    // So that the use of quotas can be compared with a year ago.
    name: 'use of quotas',
    everyMs: 6 * HOUR_MS,
    keptMs: 400 * DAY_MS,
    deleteBefore: (database, before) => database.query(QUOTAS_SQL.deleteBefore, [before]),
  },
  {
    // Which messages they were: long enough to look into a figure before the level is raised.
    name: 'observed messages',
    everyMs: HOUR_MS,
    keptMs: 30 * DAY_MS,
    deleteBefore: (database, before) => database.query(OBSERVED_SQL.deleteMessagesBefore, [before]),
  },
  {
    name: 'observed days',
    everyMs: 6 * HOUR_MS,
    keptMs: 400 * DAY_MS,
    deleteBefore: (database, before) => database.query(OBSERVED_SQL.deleteDaysBefore, [before]),
  },
  {
    name: 'trust (correct_declaration)',
    everyMs: 6 * HOUR_MS,
    keptMs: (KEPT_DAYS + 1) * DAY_MS,
    deleteBefore: (database, before) => database.query(OUTCOMES_SQL.deleteRightBefore, [before]),
  },
  {
    name: 'trust (false_declaration)',
    everyMs: 6 * HOUR_MS,
    keptMs: (KEPT_DAYS + 1) * DAY_MS,
    deleteBefore: (database, before) => database.query(TRUST_SQL.deleteCaughtBefore, [before]),
  },
];

async function deleteAbandonedReviews(database: Database, before: number): Promise<void> {
  await database.run(async (tx) => {
    holdQueue(tx);
    await tx.query(REVIEWS_SQL.deleteAbandonedBefore, [before]);
  });
}
