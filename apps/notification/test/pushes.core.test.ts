// Opt-outs that other systems take. Vendors: over real HTTP, in the forms of their documentation.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningService } from '@stopsms/bootstrap';
import type { Advertiser, OptOutChanged } from '@stopsms/contracts';
import { eventually, keys } from '@stopsms/testing';
import { Bed, SEALING, getJson, stopBySms } from './bed';

interface Call {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: string;
}
type Answer = [status: number, body?: unknown, headers?: Record<string, string>];

const calls: Call[] = [];
const handlers = new Map<string, (call: Call) => Answer>();
const vendors = createServer((request: IncomingMessage, response: ServerResponse) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', () => {
    const { pathname, searchParams: query } = new URL(request.url ?? '', 'http://vendor');
    const call = {
      method: request.method ?? '',
      path: decodeURIComponent(pathname),
      query,
      headers: request.headers,
      body,
    };
    calls.push(call);
    const handler = [...handlers].find(([prefix]) => call.path.startsWith(prefix))?.[1];
    const [status, answer, headers = {}] = handler?.(call) ?? [404, {}];
    const text = answer === undefined ? '' : typeof answer === 'string' ? answer : JSON.stringify(answer);
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(text);
  });
});

let bed: Bed;
let service: RunningService;
let dir: string;
let url: string;
let lorane: Advertiser;
let bricolis: Advertiser;
/** Contacts at Brevo, by number, with their block. */
const contacts = new Map<string, boolean>();
const found = { smsBlacklisted: false };
let lastNumber = 0;
const newNumber = () => `+3363998${String(5_000 + (lastNumber += 1))}`;

const PASSWORD = 'password of the instance';
const ENV = {
  ...SEALING,
  BREVO_KEY: 'key of brevo',
  MAUTIC_PASSWORD: PASSWORD,
  TWILIO_TOKEN: 'token of twilio',
  AWS_SECRET: 'secret of aws',
};
const entry = (name: string, vendor: string, account: object, more: object = {}) => ({
  ...{ name, vendor, advertisers: [lorane.id], baseUrl: `${url}/${name}`, push: true, account, ...more },
});
const twilioAccount = {
  accountSid: `AC${'0'.repeat(32)}`,
  authTokenFrom: 'TWILIO_TOKEN',
  senderId: `MG${'1'.repeat(32)}`,
};
const awsAccount = {
  ...{ region: 'eu-west-3', accessKeyId: 'AKIDEXAMPLE', secretAccessKeyFrom: 'AWS_SECRET', optOutList: 'Default' },
};
function file(sources: object[]): string {
  const path = join(dir, `${randomUUID()}.json`);
  writeFileSync(path, JSON.stringify({ sources }));
  return path;
}

beforeAll(async () => {
  dir = mkdtempSync(join(realpathSync(tmpdir()), 'stopsms-pushes-'));
  await new Promise<void>((resolve) => vendors.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(vendors.address() as AddressInfo).port}`;
  bed = await Bed.make();
  lorane = await bed.advertiser();
  bricolis = await bed.advertiser();
  const brevo = { apiKeyFrom: 'BREVO_KEY' };
  const sources = [
    entry('brevo', 'brevo', brevo, { liftReturns: true }),
    entry('shared', 'brevo', brevo, { advertisers: [lorane.id, bricolis.id] }),
    entry('bad', 'brevo', brevo, { advertisers: [bricolis.id] }),
    entry('mautic', 'mautic', { user: 'sync', passwordFrom: 'MAUTIC_PASSWORD' }),
    entry('twilio', 'twilio', twilioAccount),
    entry('aws', 'aws', awsAccount),
    // Only read: not for this service, which has no secret of it.
    entry('read', 'brevo', { apiKeyFrom: 'NOWHERE' }, { push: false }),
  ];
  handlers.set('/brevo/v3/contacts/', ({ method, path, query, headers, body }) => {
    expect([headers['api-key'], query.get('identifierType')]).toEqual(['key of brevo', 'phone_id']);
    const number = path.slice('/brevo/v3/contacts/'.length);
    const isBlocked = contacts.get(number);
    if (isBlocked === undefined) return [404, { code: 'document_not_found', message: 'Contact does not exist' }];
    if (method === 'GET') return [200, { id: 1, smsBlacklisted: isBlocked, attributes: { SMS: number } }];
    contacts.set(number, (JSON.parse(body) as { smsBlacklisted: boolean }).smsBlacklisted);
    return [204];
  });
  handlers.set('/mautic/api/contacts', () => [200, { total: '0', contacts: [] }]);
  handlers.set('/twilio/v1/Consents/Bulk', () => [201, { items: [{ error_code: 0, error_messages: [] }] }]);
  handlers.set('/aws/', ({ body }) => {
    const { OptOutListName, OptedOutNumber } = JSON.parse(body) as Record<string, string>;
    return [200, { OptOutListName, OptedOutNumber, EndUserOptedOut: false }];
  });
  service = await bed.startReady({ ...ENV, OPT_OUT_SOURCES_FILE: file(sources) });
});
afterAll(async () => {
  await bed.end();
  vendors.closeAllConnections();
  vendors.close();
  rmSync(dir, { recursive: true });
});

interface Row {
  state: string;
  sealed: string | null;
  fault: string | null;
  fault_code: string | null;
  fault_detail: string | null;
  attempts: number;
}
const rowOf = async (source: string, number: string): Promise<Row | undefined> =>
  (
    await bed.sql<Row>(
      'SELECT state, sealed, fault, fault_code, fault_detail, attempts FROM notification.opt_out_push WHERE source = $1 AND recipient_key = $2',
      [source, keys.keyOf(number)],
    )
  )[0];
const ends = (source: string, number: string, state: string) =>
  eventually(`${source}: ${state}`, async () => {
    const row = await rowOf(source, number);
    return row?.state === state ? row : undefined;
  });
const start = (number: string, advertiserId: string, fields: Partial<OptOutChanged> = {}): OptOutChanged =>
  stopBySms(number, [advertiserId], { change: 'returned', at: Date.now() + 10_000, ...fields });
const to = (path: string, method: string) =>
  calls.filter((call) => call.path.startsWith(path) && call.method === method);

test('a STOP blocks the contact at Brevo, once however often it is delivered, and its number is deleted', async () => {
  const number = newNumber();
  contacts.set(number, false);
  const stop = stopBySms(number, [lorane.id]);
  await bed.optOut(stop);
  await bed.optOut(stop);
  expect(await ends('brevo', number, 'pushed')).toMatchObject({ sealed: null, fault: null });
  await bed.optOut(stopBySms(number, [lorane.id], { change: 'repeated' }));
  const later = newNumber();
  await bed.optOut(stopBySms(later, [lorane.id]));
  await ends('brevo', later, 'absent');
  expect(contacts.get(number)).toBe(true);
  expect(to(`/brevo/v3/contacts/${number}`, 'PUT')).toHaveLength(1);
});

test('a START lifts our pushes, and neither earlier blocks nor opt-outs lifted on a document', async () => {
  const [ours, theirs, lifted] = [newNumber(), newNumber(), newNumber()];
  for (const number of [ours, theirs, lifted]) contacts.set(number, number === theirs);
  for (const number of [ours, theirs, lifted]) await bed.optOut(stopBySms(number, [lorane.id]));
  await ends('brevo', ours, 'pushed');
  await ends('brevo', lifted, 'pushed');
  await ends('brevo', theirs, 'there');
  const document = { kind: 'letter', keptAt: 'archive', at: 0, sha256: '0'.repeat(64) };
  await bed.optOut(start(lifted, lorane.id, { lift: { by: 'Ann', reason: 'letter', document } }));
  await bed.optOut(start(theirs, lorane.id));
  await bed.optOut(start(ours, lorane.id));
  expect(await ends('brevo', ours, 'lifted')).toMatchObject({ sealed: null });
  expect([ours, theirs, lifted].map((number) => contacts.get(number))).toEqual([false, true, true]);
  // Of a source without liftReturns what was pushed stays.
  expect((await rowOf('twilio', ours))?.state).toBe('pushed');
  await bed.optOut(stopBySms(ours, [lorane.id], { at: Date.now() + 20_000 }));
  await ends('brevo', ours, 'pushed');
  expect(contacts.get(ours)).toBe(true);
});

test('an opt-out of one advertiser does not block an account of two', async () => {
  const [one, all] = [newNumber(), newNumber()];
  const everyone = [{ scope: '*', advertiserId: null, episodeId: randomUUID() }];
  handlers.set('/shared/v3/contacts/', () => [404, { code: 'document_not_found' }]);
  await bed.optOut(stopBySms(one, [lorane.id]));
  await bed.optOut(stopBySms(all, [lorane.id], { optOuts: everyone }));
  await ends('shared', all, 'absent');
  expect(await rowOf('shared', one)).toBeUndefined();
  expect(await (await fetch(`${service.url}/metrics`)).text()).toMatch(
    /stopsms_opt_out_pushes_total\{source="shared",outcome="narrower".*\} [1-9]/,
  );
});

test('contacts of Mautic with the number are opted out, in whatever form it is stored, and no others that are found', async () => {
  const number = newNumber();
  const contact = (id: number, mobile: string, reason?: number) => ({
    ...{ id, fields: { all: { mobile, phone: null } } },
    doNotContact: reason === undefined ? [] : [{ id, channel: 'sms', reason }],
  });
  handlers.set('/mautic/api/contacts/7/dnc/sms/add', () => [200, { contact: { id: 7 } }]);
  handlers.set('/mautic/api/contacts', ({ query, headers, path }) => {
    expect(headers.authorization).toBe(`Basic ${Buffer.from(`sync:${PASSWORD}`).toString('base64')}`);
    if (path.endsWith('/add')) return [200, { contact: { id: 7 } }];
    const isAsked = (query.get('where[0][val][0][val]') ?? '').endsWith(number.slice(-8));
    const written = `06 ${number.slice(4)}`;
    return [200, { total: '2', contacts: isAsked ? { 7: contact(7, written), 8: contact(8, newNumber()) } : [] }];
  });
  await bed.optOut(stopBySms(number, [lorane.id]));
  await ends('mautic', number, 'pushed');
  expect(to('/mautic/api/contacts/', 'POST').map(({ path, body }) => [path, JSON.parse(body) as unknown])).toEqual([
    ['/mautic/api/contacts/7/dnc/sms/add', { reason: 3, comments: 'STOP SMS' }],
  ]);
});

test('pushes the opt-out to Twilio for its sender, and an item error is a failure', async () => {
  const number = newNumber();
  handlers.set('/twilio/v1/Consents/Bulk', () => [201, { items: [{ error_code: 30_646, error_messages: ['no'] }] }]);
  await bed.optOut(stopBySms(number, [lorane.id]));
  await eventually('it is retried', async () => ((await rowOf('twilio', number))?.attempts ?? 0) > 0);
  expect(await rowOf('twilio', number)).toMatchObject({
    state: 'pending',
    fault: expect.stringContaining('another shape'),
  });
  handlers.set('/twilio/v1/Consents/Bulk', () => [201, { items: [{ error_code: 0 }] }]);
  await bed.sql(`UPDATE notification.opt_out_push SET next_at = now() WHERE state = 'pending'`);
  await ends('twilio', number, 'pushed');
  const [call] = to('/twilio/v1/Consents/Bulk', 'POST').slice(-1);
  const item = JSON.parse(new URLSearchParams(call?.body).get('Items') ?? '{}') as Record<string, string>;
  expect(item).toMatchObject({ contact_id: number, sender_id: twilioAccount.senderId, status: 'opt-out' });
  expect(item['correlation_id']).toMatch(/^[0-9a-f]{32}$/);
});

test('pushes the opt-out to the AWS list, signed; exceptions are faults of the system or the number', async () => {
  const number = newNumber();
  const exception = (type: string): Answer => [400, { __type: `com.amazonaws.pinpointsmsvoicev2#${type}` }];
  const fails = async (type: string) => {
    handlers.set('/aws/', () => exception(type));
    await bed.sql(`UPDATE notification.opt_out_push SET next_at = now(), attempts = 0 WHERE source = 'aws'`);
    return eventually(type, async () => {
      const row = await rowOf('aws', number);
      return row?.fault_detail === type ? row.fault_code : undefined;
    });
  };
  handlers.set('/aws/', () => exception('InternalServerException'));
  await bed.optOut(stopBySms(number, [lorane.id]));
  await eventually('it waits', () => rowOf('aws', number));
  expect(await fails('ThrottlingException')).toBe('throttled');
  expect(await fails('AccessDeniedException')).toBe('no-access');
  expect(await fails('ValidationException')).toBe('status');
  handlers.set('/aws/', () => [200, { OptOutListName: 'Default', OptedOutNumber: number, EndUserOptedOut: false }]);
  await bed.sql(`UPDATE notification.opt_out_push SET next_at = now() WHERE source = 'aws'`);
  await ends('aws', number, 'pushed');
  const call = calls.findLast(({ headers }) => headers['x-amz-target'] === 'PinpointSMSVoiceV2.PutOptedOutNumber');
  expect(JSON.parse(call?.body ?? '')).toEqual({ OptOutListName: 'Default', OptedOutNumber: number });
  expect(call?.headers.authorization).toMatch(
    /^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\/\d{8}\/eu-west-3\/sms-voice\//,
  );
});

test.each<[string, Answer]>([
  ['refuses access', [401, {}]],
  ['limits us', [429, {}, { 'retry-after': '120' }]],
  ['redirects', [302, {}, { location: '/brevo/v3/contacts/stolen' }]],
  ['shows a page', [200, '<html>Sign in</html>', { 'content-type': 'text/html' }]],
  ['reports an error with 200', [200, { code: 'unauthorized' }]],
  ['answers ten megabytes', [200, `${JSON.stringify(found)}${' '.repeat(10_000_000)}`]],
  ['says not found for a wrong path', [404, { message: 'no route' }]],
])('a system that %s gets the opt-out later: it waits, its number sealed', async (_, answer) => {
  const number = newNumber();
  handlers.set('/bad/v3/contacts/', () => answer);
  await bed.optOut(stopBySms(number, [bricolis.id]));
  const waits = await eventually('it waits', async () => {
    const row = await rowOf('bad', number);
    return row && row.attempts > 0 ? row : undefined;
  });
  expect(waits.state).toBe('pending');
  expect(waits.sealed).toMatch(/^[\w-]{6}\.[\w-]+$/);
  expect(waits.sealed).not.toContain(number.slice(1));
  expect(to('/bad', 'PUT').concat(to('/brevo/v3/contacts/stolen', 'GET'))).toEqual([]);
  await bed.sql(`DELETE FROM notification.opt_out_push WHERE source = 'bad'`);
});

test('a return or an erasure ends waiting pushes and deletes the number', async () => {
  const [returned, erased] = [newNumber(), newNumber()];
  handlers.set('/bad/v3/contacts/', () => [500, {}]);
  for (const number of [returned, erased]) {
    await bed.optOut(stopBySms(number, [bricolis.id]));
    await eventually('it waits', () => rowOf('bad', number));
  }
  await bed.optOut(start(returned, bricolis.id));
  await eventually('it is gone', async () => (await rowOf('bad', returned)) === undefined);
  const {
    msisdn: _,
    numberKnownTo: __,
    ...erasure
  } = stopBySms(erased, [bricolis.id], { source: 'erasure', at: Date.now() + 1 });
  await bed.optOut(erasure);
  expect(await ends('bad', erased, 'failed')).toMatchObject({ sealed: null, fault: 'erased' });
  await bed.optOut({ ...erasure, changeId: randomUUID(), forget: true });
  await eventually('it is forgotten', async () => (await rowOf('bad', erased)) === undefined);
});

test('the list shows each system with its opt-outs by outcome, and no number', async () => {
  const number = newNumber();
  await bed.optOut(stopBySms(number, [bricolis.id]));
  await eventually('it waits', async () => ((await rowOf('bad', number))?.attempts ?? 0) > 0);
  const { items } = await getJson<{ items: { source: string }[] }>(`${service.url}/v1/opt-out-pushes`);
  expect(items.map(({ source }) => source)).toEqual(['brevo', 'shared', 'bad', 'mautic', 'twilio', 'aws']);
  expect(items[0]).toMatchObject({ vendor: 'brevo', liftReturns: true, there: 1, pending: 0, failed: 0 });
  expect(items[2]).toMatchObject({ pending: 1, fault: 'answers 500', faultCode: 'status', faultDetail: '500' });
  expect(items[2]).toMatchObject({ oldestPendingAt: expect.any(String) });
  await eventually('its age is shown', async () =>
    /stopsms_opt_out_push_waiting_seconds\{source="bad".*\} (?!0\n)/.test(
      await (await fetch(`${service.url}/metrics`)).text(),
    ),
  );
});

test('a number that cannot be decrypted waits under a code of its own, and does not stop the others', async () => {
  const [sealed, good] = [newNumber(), newNumber()];
  handlers.set('/bad/v3/contacts/', () => [429, {}]);
  for (const number of [sealed, good]) {
    await bed.optOut(stopBySms(number, [bricolis.id]));
    await eventually('it waits', () => rowOf('bad', number));
  }
  handlers.set('/bad/v3/contacts/', ({ method }) => (method === 'GET' ? [200, found] : [204]));
  // The first of the batch was sealed with a key that is not configured any more.
  await bed.sql(
    `UPDATE notification.opt_out_push SET next_at = now() - CASE WHEN recipient_key = $1 THEN interval '1 minute' ELSE interval '0' END,
       sealed = CASE WHEN recipient_key = $1 THEN 'AAAAAA' || substr(sealed, 7) ELSE sealed END
     WHERE source = 'bad'`,
    [keys.keyOf(sealed)],
  );
  await ends('bad', good, 'pushed');
  await eventually('the other waits under its code', async () => {
    // A call that was throttled may have settled the row after the statement above.
    await bed.sql(`UPDATE notification.opt_out_push SET next_at = now() WHERE source = 'bad' AND state = 'pending'`);
    return (await rowOf('bad', sealed))?.['fault_code'] === 'number-sealed';
  });
  expect(await rowOf('bad', sealed)).toMatchObject({ state: 'pending' });
  const { items } = await getJson<{ items: object[] }>(`${service.url}/v1/opt-out-pushes`);
  expect(items[2]).toMatchObject({ source: 'bad', pending: 1, faultCode: 'number-sealed' });
  await bed.sql(`DELETE FROM notification.opt_out_push WHERE source = 'bad'`);
});

test('the opt-outs of a person show where they were pushed', async () => {
  const number = newNumber();
  contacts.set(number, false);
  await bed.optOut(stopBySms(number, [lorane.id]));
  await ends('brevo', number, 'pushed');
  await ends('mautic', number, 'absent');
  const search = (phone: string) =>
    fetch(`${service.url}/v1/persons/pushes`, {
      ...{ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ phone }) },
    });
  const { items } = (await (await search(number)).json()) as { items: { source: string }[] };
  expect(items.find(({ source }) => source === 'brevo')).toEqual({
    ...{ source: 'brevo', wanted: 'out', state: 'pushed' },
    ...{ happenedAt: expect.any(String), queuedAt: expect.any(String), endedAt: expect.any(String) },
  });
  expect(items.find(({ source }) => source === 'mautic')).toMatchObject({ state: 'absent' });
  expect(JSON.stringify(items)).not.toContain(number.slice(1));
  expect((await search('36180')).status).toBe(400);
});

test('a file that cannot work is refused with every problem', async () => {
  const wrong = [
    entry('ovh', 'ovh', {}),
    entry('lifts', 'twilio', twilioAccount, { liftReturns: true }),
    entry('idle', 'twilio', twilioAccount, { push: false }),
    entry('hush', 'brevo', { apiKey: 'hush' }),
  ];
  const start = (env: Record<string, string>) =>
    bed.start(env).then(
      () => 'it started',
      ({ message }: Error) => message,
    );
  const message = await start({ ...ENV, OPT_OUT_SOURCES_FILE: file(wrong) });
  expect(message).toContain('ovh: push is true, and no API of ovh is known');
  expect(message).toContain('lifts: liftReturns is true, and twilio does not show what is ours to lift');
  expect(message).toContain('idle: its list cannot be read');
  expect(message).toContain('hush: account.apiKey is a secret');
  const { WEBHOOK_SECRETS_KEY: _, ...unsealed } = ENV;
  expect(
    await start({ ...unsealed, OPT_OUT_SOURCES_FILE: file([entry('b', 'brevo', { apiKeyFrom: 'BREVO_KEY' })]) }),
  ).toContain('WEBHOOK_SECRETS_KEY');
});
