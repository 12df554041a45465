import type { Tx } from '@stopsms/persistence';

// An import looks up who has opted out, then adds contacts; an opt-out arriving between the two would find nothing to
// delete and the contact would stay. So the two take turns: imports among themselves need not.

const LOCK = 36_181;

/** For imports: until the transaction ends no opt-out is followed. */
export const holdOptOuts = (tx: Tx) =>
  tx.send('SELECT pg_advisory_xact_lock_shared($1, hashtext(current_schema()))', [LOCK]);

/** For opt-outs: until the transaction ends no import adds contacts. */
export const holdImports = (tx: Tx) => tx.send('SELECT pg_advisory_xact_lock($1, hashtext(current_schema()))', [LOCK]);
