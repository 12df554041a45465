import type { Tx } from '@stopsms/persistence';
import type { ReviewsSql } from './reviews.sql';
import { REVIEWS_SQL } from './reviews.store';
import { sharesApproval, sharesRefusal } from './shares-decision';

/** A review that a person has just decided on. `kinds` and `score` are null in one of a release that did not keep them. */
type DecidedReview = ReviewsSql['decide']['row'];

/**
 * Decides other open reviews of the template that share this decision, so that nobody reviews them again. A template has several reviews if
 * the classifier finds different signals in its texts. The transaction holds the lock of the queue.
 */
export async function decideAlike(tx: Tx, decided: DecidedReview): Promise<void> {
  const { id, templateKey, textHash, kinds, score, state } = decided;
  if (templateKey === null || kinds === null || score === null) return;
  const open = await tx.query(REVIEWS_SQL.openOfTemplate, [templateKey]);
  const shares = state === 'approved' ? sharesApproval : sharesRefusal;
  const alike = open.filter((each) => shares(each, { kinds, score }));
  if (alike.length === 0) return;
  tx.send(REVIEWS_SQL.decideWith, [id, alike.map((each) => each.id), textHash]);
}
