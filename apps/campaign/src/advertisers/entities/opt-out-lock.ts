import type { Tx } from '@stopsms/persistence';
import { ADVERTISERS_SQL } from '../advertisers.store';

// An import looks up who has opted out, then adds contacts; an opt-out arriving between the two would find nothing to
// delete and the contact would stay. So the two take turns: imports among themselves need not.

/** Delays handling of opt-outs until the transaction ends; for imports. */
export const holdOptOuts = (tx: Tx) => tx.send(ADVERTISERS_SQL.holdOptOuts);

/** Delays imports that add contacts until the transaction ends; for opt-outs. */
export const holdImports = (tx: Tx) => tx.send(ADVERTISERS_SQL.holdImports);
