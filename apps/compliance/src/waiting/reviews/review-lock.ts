import type { Tx } from '@stopsms/persistence';

// A message looks whether its text was decided on, then is stored as waiting. A decision arriving between the two would
// not find the message and the message would not know of the decision: it would wait for ever. So the two take turns.

const LOCK = 36_183;
const OPENING_LOCK = 36_184;

/** For messages: until the transaction ends nobody decides on a review. */
export const holdReviews = (tx: Tx) =>
  tx.send('SELECT pg_advisory_xact_lock_shared($1, hashtext(current_schema()))', [LOCK]);

/** Lock of a reviewer's decision: waits for messages being stored; until the transaction ends none joins a review. */
export const holdQueue = (tx: Tx) => tx.send('SELECT pg_advisory_xact_lock($1, hashtext(current_schema()))', [LOCK]);

/**
 * Lock of opening reviews: until the transaction ends nobody else opens one for these advertisers, so that texts of one
 * template that come to two replicas at once wait for one person. In one order, so that two of us do not wait in a circle.
 */
export const holdOpening = (tx: Tx, advertiserIds: readonly string[]) =>
  tx.send(
    `SELECT pg_advisory_xact_lock($1, key) FROM (
       SELECT DISTINCT hashtext(concat_ws(':', current_schema(), id)) AS key FROM unnest($2::text[]) AS id ORDER BY key
     ) AS sorted`,
    [OPENING_LOCK, advertiserIds],
  );
