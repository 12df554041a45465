import type { Tx } from '@stopsms/persistence';
import { CAMPAIGN_CONTROLS_SQL } from './campaign-controls.store';

// A decision reads whether its campaign was stopped, then stores what is held. A control arriving between the two would
// not find the message, which would not know of the control. So the two take turns: decisions among themselves need not.

const LOCK = 36_182;

/** For decisions: until the transaction ends no control is followed. */
export const holdControls = (tx: Tx) => tx.send(CAMPAIGN_CONTROLS_SQL.lockShared, [LOCK]);

/** For controls: waits for decisions under way; until the transaction ends none is stored. */
export const holdDecisions = (tx: Tx) => tx.send(CAMPAIGN_CONTROLS_SQL.lockAlone, [LOCK]);
