// kafkajs 2.2.4 keeps the beginning of a response that ended with its connection, and reads it together with the first response
// of the next connection: lengths and numbers of all later responses are wrong then, and every request of that connection
// times out until the process ends. Here a new socket begins with an empty buffer, and requests end with their socket, also
// if kafkajs already considered the connection closed. While a broker is unavailable, kafkajs disconnects the closed socket at each
// attempt, and `unref` of a closed socket waits for a connection that never comes: one more listener each time.
import type { Socket } from 'node:net';
import { KafkaJSConnectionError } from 'kafkajs';

const LENGTH_BYTES = 4;

/** Properties of a connection used here; the rest is private to kafkajs. */
interface Connection {
  host: string;
  port: number;
  socket: Socket | undefined;
  bytesBuffered: number;
  bytesNeeded: number;
  chunks: Buffer[];
  /** Present while a login waits for its response. */
  authHandlers: { onError(): void } | null;
  connect(): Promise<boolean>;
  rejectRequests(error: Error): void;
}

// eslint-disable-next-line @typescript-eslint/no-require-imports -- it has no types
const { prototype } = require('kafkajs/src/network/connection') as { prototype: Connection };

const { connect } = prototype;
prototype.connect = function () {
  const previous = this.socket;
  const connecting = connect.call(this);
  const { socket } = this;
  if (!socket || socket === previous) return connecting;
  this.chunks = [];
  this.bytesBuffered = 0;
  this.bytesNeeded = LENGTH_BYTES;
  socket.once('close', () => {
    socket.unref = () => socket;
    if (this.socket !== socket) return;
    this.authHandlers?.onError();
    this.rejectRequests(new KafkaJSConnectionError('Closed connection', { broker: `${this.host}:${this.port}` }));
  });
  return connecting;
};

export {};
