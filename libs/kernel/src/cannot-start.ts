/**
 * Error of a start, for the person who deploys: one line with the fault, its location and its remedy. Nothing is
 * gained by a stack trace, so none is printed.
 */
export class CannotStart extends Error {}
