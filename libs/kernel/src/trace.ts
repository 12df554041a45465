import { randomBytes } from 'node:crypto';

// W3C trace context (https://www.w3.org/TR/trace-context/), carried from HTTP through every record to the handset.

const TRACEPARENT = /^00-([0-9a-f]{32})-[0-9a-f]{16}-([0-9a-f]{2})$/;

/** A `traceparent` for the next hop: same trace as `parent` when it is well formed, else a new trace. */
export function childTraceparent(parent?: string): string {
  const [, traceId = randomBytes(16).toString('hex'), flags = '01'] = TRACEPARENT.exec(parent ?? '') ?? [];
  return `00-${traceId}-${randomBytes(8).toString('hex')}-${flags}`;
}
