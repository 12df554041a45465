import type { Tx } from '@stopsms/persistence';
import { REVIEWS_SQL } from './reviews.store';

// A transaction reads whether the text of a message was decided on, then stores the message as waiting. A decision arriving between the two would
// not find the message, which would wait for ever. So the two take turns.

const LOCK = 36_183;
const OPENING_LOCK = 36_184;

/** Delays decisions on reviews until the transaction ends; for messages. */
export const holdReviews = (tx: Tx) => tx.send(REVIEWS_SQL.lockShared, [LOCK]);

/** Lock of a reviewer's decision: waits for messages being stored; until the transaction ends none joins a review. */
export const holdQueue = (tx: Tx) => tx.send(REVIEWS_SQL.lockAlone, [LOCK]);

/**
 * Lock of opening reviews: until the transaction ends nobody else opens one for these advertisers, so that texts of one
 * template that come to two replicas at once wait for one person.
 */
export const holdOpening = (tx: Tx, advertiserIds: readonly string[]) =>
  tx.send(REVIEWS_SQL.lockOpening, [OPENING_LOCK, advertiserIds]);
