import type { Tx } from '@stopsms/persistence';
import { ADVERTISERS_SQL } from '../advertisers.store';

// An import looks up who has opted out, then adds contacts; an opt-out arriving between the two would find nothing to
// delete and the contact would stay. So the two take turns: imports among themselves need not.

/** For imports: until the transaction ends no opt-out is followed. */
export const holdOptOuts = (tx: Tx) => tx.send(ADVERTISERS_SQL.holdOptOuts);

/** For opt-outs: until the transaction ends no import adds contacts. */
export const holdImports = (tx: Tx) => tx.send(ADVERTISERS_SQL.holdImports);
