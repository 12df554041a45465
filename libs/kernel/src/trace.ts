import { randomUUID } from 'node:crypto';

// W3C trace context (https://www.w3.org/TR/trace-context/), carried from HTTP through every record to the handset.

const TRACEPARENT = /^00-([0-9a-f]{32})-[0-9a-f]{16}-([0-9a-f]{2})$/;

/** A `traceparent` for the next hop: same trace as `parent` when it is well formed, else a new trace. */
export function childTraceparent(parent?: string): string {
  const [, traceId = randomHex() + randomHex(), flags = '01'] = TRACEPARENT.exec(parent ?? '') ?? [];
  return `00-${traceId}-${randomHex()}-${flags}`;
}

/** 16 digits. Node keeps random bytes for UUIDs in store; asking for 8 bytes each time costs ten times as much. */
function randomHex(): string {
  const uuid = randomUUID();
  return uuid.slice(0, 8) + uuid.slice(-8);
}
