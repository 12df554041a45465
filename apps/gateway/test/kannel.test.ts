import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningService } from '@stopsms/bootstrap';
import { eventually, freePort } from '@stopsms/testing';
import { SmppServer } from '../src/smpp/smpp-server';
import { Bed, PASSWORD, account } from './bed';

// Kannel as its users run it: smsbox takes a text by HTTP, bearerbox submits it, and calls dlr-url with the receipt.

const isInstalled = spawnSync('bearerbox', ['--version']).error === undefined;
const withKannel = isInstalled ? test : test.skip;

let bed: Bed;
let service: RunningService;
let folder: string;
let callbacks: Server;
let sendPort: number;
const boxes: ChildProcess[] = [];
const called: string[] = [];

beforeAll(async () => {
  if (!isInstalled) return console.info('bearerbox is not installed (Debian: kannel), so Kannel was not tried');
  bed = await Bed.make();
  service = await bed.startWith([account({ id: 'kannel' })]);
  callbacks = createServer((request, response) => {
    called.push(request.url ?? '');
    response.end();
  }).listen(0, '127.0.0.1');
  await once(callbacks, 'listening');
  folder = mkdtempSync(join(tmpdir(), 'gateway-kannel-'));
  const [adminPort, boxPort] = [await freePort(), await freePort()];
  sendPort = await freePort();
  const file = join(folder, 'kannel.conf');
  writeFileSync(file, configuration({ adminPort, boxPort, smppPort: service.get(SmppServer).ports[0] ?? 0 }));
  const status = async () => (await fetch(`http://127.0.0.1:${adminPort}/status.txt?password=test`)).text();
  boxes.push(spawn('bearerbox', [file], { stdio: 'ignore' }));
  await eventually('bearerbox is bound', async () => /online/.test(await status()));
  boxes.push(spawn('smsbox', [file], { stdio: 'ignore' }));
  await eventually('smsbox is there', async () => /smsbox/.test(await status()));
});
afterAll(async () => {
  for (const box of boxes.reverse()) {
    const ended = once(box, 'exit');
    box.kill('SIGTERM');
    await ended;
  }
  callbacks?.close();
  await bed?.end();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

const configuration = ({ adminPort, boxPort, smppPort }: { adminPort: number; boxPort: number; smppPort: number }) => `
group = core
admin-port = ${adminPort}
admin-password = test
smsbox-port = ${boxPort}
log-level = 3
box-allow-ip = 127.0.0.1
dlr-storage = internal

group = smsc
smsc = smpp
smsc-id = stopsms
host = 127.0.0.1
port = ${smppPort}
transceiver-mode = true
smsc-username = kannel
smsc-password = ${PASSWORD}
system-type = ""
interface-version = 34
source-addr-ton = 5
source-addr-npi = 0
dest-addr-ton = 1
dest-addr-npi = 1

group = smsbox
bearerbox-host = 127.0.0.1
bearerbox-port = ${boxPort}
sendsms-port = ${sendPort}
log-level = 3

group = sendsms-user
username = test
password = test
max-messages = 10
concatenation = true
`;

async function send(text: string): Promise<void> {
  const { port } = callbacks.address() as AddressInfo;
  const query = new URLSearchParams({
    ...{ username: 'test', password: 'test', from: 'ACME', to: '33639980001', text, charset: 'UTF-8', coding: '2' },
    ...{ 'dlr-mask': '3', 'dlr-url': `http://127.0.0.1:${port}/?state=%d&said=%A` },
  });
  const answer = await fetch(`http://127.0.0.1:${sendPort}/cgi-bin/sendsms?${query.toString()}`);
  expect(answer.status).toBe(202);
}

withKannel('a long text of Kannel arrives whole, and its receipts call dlr-url', async () => {
  const text = `Lorane : soldes d’été 😀 jusqu’à –50 % ${'sur toute la collection '.repeat(5)}STOP 36180`;
  await send(text);
  const request = await eventually('the request is on the topic', () =>
    bed.requests.find(({ value }) => value.text === text),
  );
  await bed.outcome(request.key, { kind: 'receipt', state: 'delivered', stat: 'DELIVRD', error: '000' });
  await eventually('Kannel has its receipt', () => called.some((url) => url.includes('state=1')));
});

withKannel('a refused advert of Kannel ends with a failure', async () => {
  called.splice(0);
  await send('Soldes STOP 36180');
  const request = await eventually('the request is on the topic', () =>
    bed.requests.find(({ value }) => value.text === 'Soldes STOP 36180'),
  );
  await bed.outcome(request.key, { kind: 'verdict', state: 'refused', code: 'CONSENT_MISSING', attempt: 1 });
  const url = await eventually('Kannel has its receipt', () => called.find((each) => each.includes('state=2')));
  expect(decodeURIComponent(url)).toContain('err:901');
});
