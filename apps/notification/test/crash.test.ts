import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { type NotificationMessage, notificationMessages } from '@stopsms/contracts';
import { eventually, type Seen } from '@stopsms/testing';
import { Bed, stopBySms } from './bed';

const SCRIPT = join(__dirname, '../../../dist/apps/notification/src/main.js');
/** The relay of libs/outbox sends only while it holds this advisory lock; who takes it first keeps everything unsent. */
const RELAY_LOCK = `36180, hashtext('notification')`;

let bed: Bed;
const children: ChildProcess[] = [];

beforeAll(async () => {
  bed = await Bed.make();
});

afterAll(async () => {
  for (const child of children) child.kill('SIGKILL');
  await bed.end();
});

/** A process of its own, because only a process can be killed. Resolves once it listens. */
async function startProcess(): Promise<ChildProcess> {
  const env = { ...process.env, ...bed.env({ LOG_LEVEL: 'info' }) };
  const child = spawn(process.execPath, [SCRIPT], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stderr?.pipe(process.stderr, { end: false });
  children.push(child);
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await eventually('the process listens', () => output.includes('notification listens'));
  return child;
}

const outboxRows = async () => Number((await bed.sql('SELECT count(*) FROM outbox'))[0]?.count);

it('confirms exactly once when it is killed after storing a confirmation and before sending it', async () => {
  const acme = await bed.advertiser();
  const sent: Seen<NotificationMessage>[] = await bed.collect(notificationMessages);
  const stop = stopBySms('+33639980001', [acme.id]);
  const holder = await bed.session();
  await holder.query(`SELECT pg_advisory_lock(${RELAY_LOCK})`);

  const killed = await startProcess();
  await bed.optOut(stop);
  await eventually('the confirmation is stored, and waits in the outbox', async () => (await outboxRows()) === 1);
  killed.kill('SIGKILL');
  await eventually('the process is gone', () => killed.signalCode === 'SIGKILL');
  expect(sent).toEqual([]);

  await holder.end();
  await startProcess();
  await eventually('the confirmation has left', () => sent.length === 1);

  // The killed process may not have committed its offset, and suppression may say it again: both are one event more.
  await bed.optOut(stop);
  const later = stopBySms('+33639980002', [acme.id], { recipientKey: stop.recipientKey });
  await bed.optOut(later);
  await eventually('a later STOP is confirmed', () => sent.some(({ value }) => value.to === later.msisdn));
  expect(sent.map(({ value }) => value.to)).toEqual([stop.msisdn, later.msisdn]);
  await eventually('the outbox is empty', async () => (await outboxRows()) === 0);
});
