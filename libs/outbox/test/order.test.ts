import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { type OptOut, optOutKey, optOuts, receipts } from '@stopsms/contracts';
import { eventually } from '@stopsms/test-parts';
import { Bed, receipt, recipientKey, silent } from './bed';

const MAX_HELD_MS = 1_000;

let bed: Bed;
beforeEach(async () => {
  bed = await Bed.make();
});
afterEach(() => bed.end());

const optOut = (state: OptOut['state']): OptOut => ({
  state,
  scope: '*',
  episodeId: randomUUID(),
  at: 1,
  source: 'sms',
  evidenceId: 'e',
});
const addReceipt = (smscId: string, gathered = false) =>
  bed.database.run((tx) => bed.outbox.add(tx, receipts, [{ key: recipientKey, value: receipt(smscId) }], { gathered }));
const addOptOut = (state: OptOut['state']) =>
  bed.database.run((tx) => bed.outbox.add(tx, optOuts, [{ key: optOutKey(recipientKey, '*'), value: optOut(state) }]));

it('a relay whose send fails ends its other sends before another may lead', async () => {
  // More than Kafka accepts.
  await bed.database.query(
    `INSERT INTO outbox (topic, size, partition, records) VALUES ($1, 1, 0, repeat('x', 1200000))`,
    [receipts.name],
  );
  await addOptOut('back');
  const ended: string[] = [];
  const endedAtFault: string[][] = [];
  const faulty = new AbortController();
  const warn = () => {
    endedAtFault.push([...ended]);
    faulty.abort();
  };
  bed.start(
    async (topics, send) => {
      // Held until the relay gives up, or, if it waits, for a moment.
      if (topics.includes(optOuts.name)) await delay(MAX_HELD_MS, undefined, faulty).catch(() => undefined);
      return send().finally(() => ended.push(...topics));
    },
    { ...silent, warn },
  );
  await eventually('the relay gives up', () => endedAtFault.length > 0);
  expect(endedAtFault[0]).toEqual([receipts.name, optOuts.name]);
});

it('rows of one topic are published by id, also if some are frames and some are not', async () => {
  await addReceipt('a', true);
  await addReceipt('b');
  await addReceipt('c', true);
  await addReceipt('d');
  bed.start();
  await eventually('all arrive', () => bed.seen.length === 4);
  expect(bed.seen.map(({ value }) => value['smscId'])).toEqual(['a', 'b', 'c', 'd']);
});

it('a relay whose session ended while it sent does not publish after its successor', async () => {
  const session = await bed.session();
  let release: () => void = () => undefined;
  const released = new Promise<void>((resolve) => (release = resolve));
  const begun: string[] = [];
  let hasEnded = false;
  bed.start(async (topics, send) => {
    begun.push(...topics);
    await released;
    return send().finally(() => (hasEnded = true));
  });
  await addOptOut('back');
  await eventually('the first relay sends', () => begun.length > 0);
  await session.query(
    `SELECT pg_terminate_backend(pid) FROM pg_locks
     WHERE locktype = 'advisory' AND classid = 36180 AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
  );
  await addOptOut('out');
  bed.start();
  await eventually('the second relay publishes', () => bed.seen.length === 2);
  release();
  await eventually('the send of the first has ended', () => hasEnded);
  await addOptOut('out');
  await eventually('another record arrives', () => bed.seen.length > 2 && bed.seen.at(-1)?.value['state'] === 'out');
  expect(bed.seen.map(({ value }) => value['state'])).toEqual(['back', 'out', 'out']);
});
