import { moReceived } from '@stopsms/contracts';
import { type Gathering, LOW_LATENCY } from '@stopsms/messaging';

/** Gathers records of sent messages; nobody waits for them until the recipient replies. */
const SENDS: Gathering = { everyMs: 300, urgentEveryMs: 50, isUrgent: (topic) => topic === moReceived.name };

/**
 * One consumer for what was sent to a recipient and what the recipient answers: partition n of each goes to the same
 * replica, which reads the sends first. Without it a STOP might be attributed before its advert is known.
 */
export const RECIPIENTS_GROUP = { group: 'recipients', gathering: SENDS, ...LOW_LATENCY };
