import { journal, messageStatus } from '@stopsms/contracts';
import { type Gathering, LOW_LATENCY } from '@stopsms/messaging';

/** Rounds of the records of sent messages, for which nobody waits until a recipient replies. */
const SENDS: Gathering = { everyMs: 300, urgentEveryMs: 50, topics: [journal, messageStatus] };

/**
 * One consumer for what was sent to a recipient and what the recipient answers: partition n of each goes to the same
 * replica, which records what was sent to a person before it reads their reply. Without it a STOP might be attributed before
 * its advert is known.
 */
export const RECIPIENTS_GROUP = { group: 'recipients', gathering: SENDS, ...LOW_LATENCY };
