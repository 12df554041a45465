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
