/**
 * One consumer for what was sent to a recipient and what the recipient answers: partition n of both goes to the same
 * replica, which reads the sends first. Without it a STOP might be attributed before its advert is known.
 */
export const RECIPIENTS_GROUP = 'recipients';
