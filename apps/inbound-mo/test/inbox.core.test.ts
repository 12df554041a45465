// Replies that providers list, for those whose callback was lost. Vendors: over real HTTP, in the forms of their documentation.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningService } from '@stopsms/bootstrap';
import { type MoReceived, type Reply, moReceived, replies } from '@stopsms/contracts';
import { eventually, keys } from '@stopsms/testing';
import { Bed, newHandset } from './bed';

const SECRET = 'f7c1f60c2a94b1d8e5537d2b6a0149ea';
const CODE = '36180';
const TWILIO = `/2010-04-01/Accounts/AC${'0'.repeat(32)}/Messages.json`;

let bed: Bed;
let service: RunningService;
let dir: string;
let received: MoReceived[];
let read: Reply[];
const lists = new Map<string, (request: IncomingMessage) => unknown>();
const asked: IncomingMessage[] = [];
const vendors = createServer((request: IncomingMessage, response: ServerResponse) => {
  asked.push(request);
  const [path = ''] = (request.url ?? '').split('?');
  const answer = lists.get(path)?.(request);
  if (typeof answer === 'function') (answer as (response: ServerResponse) => void)(response);
  else
    response
      .writeHead(answer === undefined ? 404 : 200, { 'content-type': 'application/json' })
      .end(JSON.stringify(answer ?? {}));
});

beforeAll(async () => {
  await new Promise<void>((resolve) => vendors.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(vendors.address() as AddressInfo).port}`;
  dir = mkdtempSync(join(realpathSync(tmpdir()), 'stopsms-inbox-'));
  bed = await Bed.make();
  const http = (vendor: string, account: object, more: object = {}) => ({
    ...{ kind: 'http', name: vendor, vendor, account, codes: [CODE], baseUrl: url, pollRepliesMinutes: 1_440 },
    webhook: { secretsFrom: ['CALLBACK_SECRET'] },
    ...more,
  });
  const ovh = { applicationKeyFrom: 'API_KEY', applicationSecretFrom: 'API_KEY', consumerKeyFrom: 'API_KEY' };
  const providers = [
    http('smsmode', { apiKeyFrom: 'API_KEY' }),
    http('infobip', { apiKeyFrom: 'API_KEY' }, { webhook: undefined }),
    http('ovh', { serviceName: 'sms-1', ...ovh }),
    http(
      'twilio',
      { accountSid: `AC${'0'.repeat(32)}`, authTokenFrom: 'API_KEY' },
      { codes: ['+15005550006'], webhook: undefined },
    ),
  ];
  const path = join(dir, 'providers.json');
  writeFileSync(path, JSON.stringify({ providers }));
  service = await bed.startReady({ PROVIDERS_FILE: path, API_KEY: 'key of a vendor', CALLBACK_SECRET: SECRET });
  [received, read] = [await bed.values(moReceived), await bed.values(replies)];
  await bed.brand('Acme', [CODE]);
});
afterAll(async () => {
  await bed.end();
  vendors.closeAllConnections();
  vendors.close();
  rmSync(dir, { recursive: true });
});

const digits = (e164: string) => e164.replace('+', '');
const callback = (path: string, body?: object) =>
  fetch(`${service.url}/v1/callbacks/${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
/** Polls a provider now, to the end of the poll, as far back as it looks. */
async function poll(provider: string): Promise<{ failures: number; fault: string | null }> {
  const [before] = await bed.sql<{ id: string | null }>('SELECT poll_id AS id FROM inbox_poll WHERE provider = $1', [
    provider,
  ]);
  await bed.sql('UPDATE inbox_poll SET due_at = now(), read_until = NULL WHERE provider = $1', [provider]);
  return eventually(`the poll of ${provider} ends`, async () => {
    const [row] = await bed.sql<{ failures: number; fault: string | null }>(
      `SELECT failures, fault FROM inbox_poll
       WHERE provider = $1 AND poll_id IS DISTINCT FROM $2 AND leased_until <= now() AND due_at > now()`,
      [provider, before?.id ?? null],
    );
    return row;
  });
}
const readFrom = (handset: string) =>
  eventually('the reply is read', () => read.find(({ recipientKey }) => recipientKey === keys.keyOf(handset)));
const countFrom = (handset: string) => received.filter(({ from }) => from === handset).length;
const MINUTES_MS = 60_000;
const ago = (minutes: number) => new Date(Date.now() - minutes * MINUTES_MS).toISOString();

test('a STOP that OVHcloud lists without a callback opts out, once however often it is listed', async () => {
  const [lost, delivered, recent] = [newHandset(), newHandset(), newHandset()];
  // Its callback has neither id nor date: the words and the time show that it was delivered.
  expect(
    (await callback(`ovh/${SECRET}?${new URLSearchParams({ number: delivered, message: 'Stop !' }).toString()}`))
      .status,
  ).toBe(200);
  await readFrom(delivered);
  await bed.sql(`UPDATE reply SET received_at = now() - interval '10 minutes' WHERE recipient_key = $1`, [
    keys.keyOf(delivered),
  ]);
  const entries: Record<string, object> = {
    11: { id: 11, sender: lost, message: 'STOP', creationDatetime: ago(30) },
    12: { id: 12, sender: delivered, message: 'Stop !', creationDatetime: ago(10) },
    13: { id: 13, sender: recent, message: 'STOP', creationDatetime: ago(0) },
  };
  lists.set('/1.0/sms/sms-1/incoming', () => Object.keys(entries).map(Number));
  for (const [id, entry] of Object.entries(entries)) lists.set(`/1.0/sms/sms-1/incoming/${id}`, () => entry);
  expect(await poll('ovh')).toEqual({ failures: 0, fault: null });
  expect(await readFrom(lost)).toMatchObject({ tier: 'exact', code: CODE });
  await poll('ovh');
  await poll('ovh');
  // Its callback may still be under way.
  expect([lost, delivered, recent].map(countFrom)).toEqual([1, 1, 0]);
  expect(asked.every(({ method }) => method === 'GET')).toBe(true);
});

test('takes from the pages of smsmode only replies without a callback', async () => {
  const [lost, delivered] = [newHandset(), newHandset()];
  const reply = (handset: string) => ({
    ...{ messageId: randomUUID(), direction: 'MO', from: digits(handset), recipient: { to: CODE } },
    ...{ body: { text: 'STOP', stop: true }, receivedDate: ago(20) },
  });
  const [first, second] = [reply(delivered), reply(lost)];
  // Callbacks may lack the date that the list has.
  const { receivedDate: _, ...undated } = first;
  expect((await callback(`smsmode/${SECRET}`, undated)).status).toBe(200);
  await readFrom(delivered);
  const sent = {
    messageId: randomUUID(),
    direction: 'MT',
    from: CODE,
    recipient: { to: digits(lost) },
    body: { text: 'x' },
  };
  lists.set('/sms/v1/messages', ({ url = '', headers }) => {
    expect(headers['x-api-key']).toBe('key of a vendor');
    const page = new URL(url, 'http://x').searchParams.get('page');
    return { items: page === '1' ? [first, ...Array.from({ length: 99 }, () => sent)] : [second] };
  });
  expect(await poll('smsmode')).toMatchObject({ failures: 0 });
  await readFrom(lost);
  await poll('smsmode');
  expect([lost, delivered].map(countFrom)).toEqual([1, 1]);
});

test('replies to our numbers at Twilio are taken from its list, whose next page is of the same account', async () => {
  const [one, two] = [newHandset(), newHandset()];
  const message = (from: string, direction: string) => ({
    ...{ sid: `SM${randomUUID()}`, from, to: '+15005550006', body: 'STOP', direction },
    date_sent: new Date(Date.now() - 20 * MINUTES_MS).toUTCString(),
  });
  const [first, second] = [message(one, 'inbound'), message(two, 'inbound')];
  lists.set(TWILIO, ({ url = '' }) =>
    url.includes('Page=1')
      ? { messages: [second], next_page_uri: '/2010-04-01/Accounts/ACother/Messages.json?Page=2' }
      : { messages: [first, message(newHandset(), 'outbound-api')], next_page_uri: `${TWILIO}?Page=1` },
  );
  for (const _ of [1, 2]) expect(await poll('twilio')).toMatchObject({ failures: 0 });
  for (const handset of [one, two]) expect(await readFrom(handset)).toMatchObject({ tier: 'exact' });
  expect([one, two].map(countFrom)).toEqual([1, 1]);
  const paths = asked.map(({ url = '' }) => decodeURIComponent(url));
  expect(paths.some((url) => url.includes('To=+15005550006&DateSent>='))).toBe(true);
  expect(paths.some((url) => url.includes('ACother'))).toBe(false);
});

test('what Infobip holds is taken at once, as it returns each reply once, and a provider that is only polled needs no webhook', async () => {
  const [plain, named] = [newHandset(), 'ACME'];
  const results = [plain, named].map((from) => ({
    ...{ messageId: randomUUID(), from: digits(from), to: CODE, text: 'STOP', receivedAt: ago(0) },
  }));
  lists.set('/sms/1/inbox/reports', () => ({ results: results.splice(0) }));
  expect(await poll('infobip')).toMatchObject({ failures: 0 });
  expect(await readFrom(plain)).toMatchObject({ tier: 'exact' });
  expect((await callback(`infobip/${SECRET}`, {})).status).toBe(404);
});

test.each<[string, (response: ServerResponse) => void, RegExp]>([
  [
    'refuses access',
    (response) => response.writeHead(401, { 'content-type': 'application/json' }).end('{}'),
    /401: check/,
  ],
  [
    'shows a page',
    (response) => response.writeHead(200, { 'content-type': 'text/html' }).end('<html>'),
    /other than JSON/,
  ],
  ['redirects', (response) => response.writeHead(302, { location: '/sms/1/inbox/reports' }).end(), /redirects/],
  ['limits us', (response) => response.writeHead(429, { 'retry-after': '120' }).end(), /429/],
  [
    'reports an error with 200',
    (response) => response.writeHead(200, { 'content-type': 'application/json' }).end('{"error":1}'),
    /another shape/,
  ],
])('a list that %s is a failure, and never an empty list', async (_, answer, fault) => {
  lists.set('/sms/v1/messages', () => answer);
  const { failures, fault: found } = await poll('smsmode');
  expect(failures).toBeGreaterThan(0);
  expect(found).toMatch(fault);
  await eventually('the failures are shown', async () =>
    (await (await fetch(`${service.url}/metrics`)).text()).includes(
      `stopsms_opt_out_source_failures{source="smsmode",service="inbound-mo"} ${failures}`,
    ),
  );
});

test('the metrics count replies lost by callbacks', async () => {
  const metrics = await (await fetch(`${service.url}/metrics`)).text();
  expect(metrics).toMatch(/stopsms_inbox_replies_total\{provider="ovh",result="recovered".*\} 1\n/);
  expect(metrics).toMatch(/stopsms_inbox_replies_total\{provider="infobip",result="no-number".*\} 1\n/);
});
