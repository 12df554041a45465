import type { Tx } from '@stopsms/persistence';

// A message looks whether its text was decided on, then is stored as waiting. A decision arriving between the two would
// not find the message and the message would not know of the decision: it would wait for ever. So the two take turns.

const LOCK = 36_183;

/** For messages: until the transaction ends nobody decides on a review. */
export const holdReviews = (tx: Tx) =>
  tx.send('SELECT pg_advisory_xact_lock_shared($1, hashtext(current_schema()))', [LOCK]);

/** For whoever decides: waits for messages being stored; until the transaction ends none joins a review. */
export const holdQueue = (tx: Tx) => tx.send('SELECT pg_advisory_xact_lock($1, hashtext(current_schema()))', [LOCK]);
