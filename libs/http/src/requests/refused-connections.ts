import type { Socket } from 'node:net';

const refused = new WeakSet<Socket>();

/**
 * Marks a connection that sent an ambiguous request. Node parses what follows before the response has closed the connection, and it
 * may be a part of that request.
 */
export const refuseConnection = (socket: Socket): void => void refused.add(socket);

export const isRefused = (socket: Socket): boolean => refused.has(socket);
