/**
 * Why a service does not start, for whoever deploys it: one line that says what is wrong, where, and what to do. Nothing is
 * gained by a stack trace, so none is printed.
 */
export class CannotStart extends Error {}
