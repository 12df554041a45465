import type { Socket } from 'node:net';

const refused = new WeakSet<Socket>();

/**
 * Marks a connection on which a request was ambiguous. Node reads what follows before the answer has closed the connection, and what
 * follows may be a part of that request.
 */
export const refuseConnection = (socket: Socket): void => void refused.add(socket);

export const isRefused = (socket: Socket): boolean => refused.has(socket);
