/**
 * One consumer for what was sent to a recipient and what the recipient answers: partition n of each goes to the same
 * replica, which reads the sends first. Without it a STOP might be attributed before its advert is known.
 */
export const RECIPIENTS_GROUP = 'recipients';
