import type { Tx } from '@stopsms/persistence';
import { CAMPAIGN_CONTROLS_SQL } from './campaign-controls.store';

// A decision reads whether its campaign was stopped, then stores what is held. A control arriving between the two would
// not find the message, which would not know of the control. So the two take turns: decisions among themselves need not.

const LOCK = 36_182;

/** Delays controls until the transaction ends; for decisions. */
export const holdControls = (tx: Tx) => tx.send(CAMPAIGN_CONTROLS_SQL.lockShared, [LOCK]);

/** Waits for decisions in progress and delays others until the transaction ends; for controls. */
export const holdDecisions = (tx: Tx) => tx.send(CAMPAIGN_CONTROLS_SQL.lockAlone, [LOCK]);
