// Loaded into a process with --require. On a signal it writes what the process has counted to a file.
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PerformanceObserver, performance } from 'node:perf_hooks';
import { Client } from 'pg';
import { COUNTS_DIR, type Counts, WRITE_COUNTS, countsFile } from './counts-file';

const counts: Counts = { at: 0, requests: {}, statements: 0, turns: 0, collections: 0, collectingMs: 0 };

interface Connection {
  send(call: { request: { apiName: string } }): Promise<unknown>;
}
// kafkajs has an event for each request, but of its consumers and producers only, not for all.
// eslint-disable-next-line @typescript-eslint/no-require-imports
const { prototype: connection } = require('kafkajs/src/network/connection') as { prototype: Connection };
const { send } = connection;
connection.send = function (this: Connection, call) {
  const { apiName } = call.request;
  counts.requests[apiName] = (counts.requests[apiName] ?? 0) + 1;
  return send.call(this, call);
};

const client = Client.prototype as unknown as { query: (...args: unknown[]) => unknown };
const { query } = client;
client.query = function (...args: unknown[]) {
  counts.statements += 1;
  return query.apply(this, args);
};

new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) {
    counts.collections += 1;
    counts.collectingMs += duration;
  }
}).observe({ entryTypes: ['gc'] });

const loop = performance.nodeTiming as unknown as { uvMetricsInfo?: { loopCount: number } };
process.on(WRITE_COUNTS, () => {
  counts.turns = loop.uvMetricsInfo?.loopCount ?? 0;
  counts.at = performance.now();
  const file = join(process.env[COUNTS_DIR] ?? '.', countsFile(process.pid));
  writeFileSync(`${file}.new`, JSON.stringify(counts));
  renameSync(`${file}.new`, file);
});
