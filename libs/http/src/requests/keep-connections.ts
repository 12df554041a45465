import type { Server } from 'node:http';

/** Longer than proxies keep theirs idle, 60 s as a rule. */
const IDLE_MS = 75_000;

/**
 * A connection that waits is closed by whoever asks, not by us: closed here at the moment in which a request is on its way, that
 * request is lost, and a proxy answers 502. Node closes after 5 s.
 */
export function keepConnections(server: Server): void {
  server.keepAliveTimeout = IDLE_MS;
}
