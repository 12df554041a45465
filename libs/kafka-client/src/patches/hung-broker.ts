// kafkajs 2.2.4 keeps its connections to a broker that hangs: each request times out after half a minute, the next one is sent on the
// same connection, and the leaders and coordinators it knows stay those that hang, although Kafka has replaced them after 9 s. Here the
// connections of this process to such a broker are closed, as if the broker had ended: requests fail, and others are asked who leads.
import type { Socket } from 'node:net';
import { KafkaJSConnectionError } from 'kafkajs';
import { HungBrokers, type WatchedConnection } from './hung-brokers';

const CHECK_EVERY_MS = 1_000;
/** Kafka's keys of requests that a broker answers at once, whatever other brokers and members do; a fetch within its wait of a second. */
const FETCH = 1;
const LIST_OFFSETS = 2;
const METADATA = 3;
const OFFSET_FETCH = 9;
const FIND_COORDINATOR = 10;
const HEARTBEAT = 12;
const API_VERSIONS = 18;
const ANSWERED_AT_ONCE: ReadonlySet<number> = new Set([
  ...[FETCH, LIST_OFFSETS, METADATA, OFFSET_FETCH, FIND_COORDINATOR, HEARTBEAT, API_VERSIONS],
]);

/** Properties of a connection used here; the rest is private to kafkajs. */
interface Connection {
  host: string;
  port: number;
  broker: string;
  socket: Socket | undefined;
  requestQueue: { inflight: ReadonlyMap<number, { entry: { apiKey: number } }> };
  connect(): Promise<boolean>;
  disconnect(): Promise<unknown>;
  rejectRequests(error: Error): void;
  logError(line: string): void;
  processData(data: Buffer): void;
}

// eslint-disable-next-line @typescript-eslint/no-require-imports -- it has no types
const { prototype } = require('kafkajs/src/network/connection') as { prototype: Connection };
// eslint-disable-next-line @typescript-eslint/no-require-imports -- it has no types
const { KafkaJSConnectionClosedError } = require('kafkajs/src/errors') as {
  KafkaJSConnectionClosedError: new (message: string, at: { host: string; port: number }) => KafkaJSConnectionError;
};

const hungBrokers = new HungBrokers();
let checks: NodeJS.Timeout | undefined;

const { connect, processData } = prototype;

prototype.connect = function () {
  const previous = this.socket;
  const connecting = connect.call(this);
  const { socket } = this;
  if (!socket || socket === previous) return connecting;
  const watched = watchedOf(this, socket);
  hungBrokers.opened(this.broker, watched);
  socket.once('close', () => hungBrokers.closed(this.broker, watched));
  checks ??= setInterval(check, CHECK_EVERY_MS).unref();
  return connecting;
};

prototype.processData = function (data) {
  hungBrokers.received(this.broker);
  processData.call(this, data);
};

const watchedOf = (connection: Connection, socket: Socket): WatchedConnection => ({
  log: (line) => connection.logError(line),
  isDue: () =>
    connection.socket === socket &&
    [...connection.requestQueue.inflight.values()].some(({ entry }) => ANSWERED_AT_ONCE.has(entry.apiKey)),
  end: () => {
    const { host, port } = connection;
    if (connection.socket === socket) {
      connection.rejectRequests(new KafkaJSConnectionClosedError('The broker hangs', { host, port }));
      void connection.disconnect();
    }
    socket.destroy();
  },
});

function check(): void {
  hungBrokers.check();
  if (!hungBrokers.isIdle) return;
  clearInterval(checks);
  checks = undefined;
}

export {};
