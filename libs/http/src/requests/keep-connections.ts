import type { Server } from 'node:http';

/** Longer than the idle timeout of proxies, 60 s as a rule. */
const IDLE_MS = 75_000;

/**
 * Lets the client close idle connections: if the server closes one while a request is sent, that request is lost and a proxy
 * responds with 502. Node's default is 5 s.
 */
export function keepConnections(server: Server): void {
  server.keepAliveTimeout = IDLE_MS;
}
