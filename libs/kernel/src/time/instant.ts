// One stretch of time for all instants that reach us from outside, by HTTP, Kafka, CSV or an operator: inside it every engine
// agrees on what an instant is. Dates of JavaScript end in the year 275760, ISO 8601 without signs in 9999, and PostgreSQL has no
// year 0.

/** First instant that is accepted: 1970-01-01T00:00:00.000Z in epoch ms. */
export const MIN_INSTANT = 0;

/** Last instant that is accepted: 2099-12-31T23:59:59.999Z in epoch ms. */
export const MAX_INSTANT = Date.UTC(2100, 0, 1) - 1;

/** First and last day that are accepted, UTC. */
export const MIN_DAY = '1970-01-01';
export const MAX_DAY = '2099-12-31';

/** Returns whether `at` is a whole number of epoch ms within the bounds. */
export const isInstant = (at: number): boolean => Number.isInteger(at) && at >= MIN_INSTANT && at <= MAX_INSTANT;
