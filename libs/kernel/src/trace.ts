import { randomUUID } from 'node:crypto';

// W3C trace context (https://www.w3.org/TR/trace-context/), carried from HTTP through every record to the handset.

const TRACEPARENT = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

/**
 * Returns `carried` if it is well formed, as a service that records no span must; else a new trace, marked as not recorded.
 */
export function traceparentFrom(carried?: string): string {
  if (carried !== undefined && TRACEPARENT.test(carried)) return carried;
  return `00-${randomHex()}${randomHex()}-${randomHex()}-00`;
}

/** Last digit of the flags of a recorded trace. */
const ODD = /[13579bdf]/;

/** Returns whether the sender records the trace, so that we should too. */
export const isSampled = (traceparent: string): boolean =>
  ODD.test(traceparent.slice(-1)) && TRACEPARENT.test(traceparent);

/** @param traceparent - well formed */
export const traceIdOf = (traceparent: string): string => traceparent.slice(3, 35);

/** 16 digits. Node keeps random bytes for UUIDs in store; asking for 8 bytes each time costs ten times as much. */
function randomHex(): string {
  const uuid = randomUUID();
  return uuid.slice(0, 8) + uuid.slice(-8);
}
