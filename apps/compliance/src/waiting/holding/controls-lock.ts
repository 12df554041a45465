import type { Tx } from '@stopsms/persistence';

// A decision reads whether its campaign was stopped, then stores what is held. A control arriving between the two would
// not find the message and the message would not know of the control. So the two take turns: decisions among themselves
// need not.

const LOCK = 36_182;

/** For decisions: until the transaction ends no control is followed. */
export const holdControls = (tx: Tx) =>
  tx.send('SELECT pg_advisory_xact_lock_shared($1, hashtext(current_schema()))', [LOCK]);

/** For controls: waits for decisions under way; until the transaction ends none is stored. */
export const holdDecisions = (tx: Tx) =>
  tx.send('SELECT pg_advisory_xact_lock($1, hashtext(current_schema()))', [LOCK]);
