import { createHash } from 'node:crypto';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RunningService } from '@stopsms/bootstrap';
import { maskMsisdn } from '@stopsms/kernel';
import { eventually, keys } from '@stopsms/testing';
import { Bed } from './bed';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** The vendors, over real HTTP: each path answers as its handler does. */
class Vendors {
  readonly handlers = new Map<string, Handler>();
  readonly seen: string[] = [];
  private readonly server: Server = createServer((request, response) => {
    const [path = ''] = (request.url ?? '').split('?');
    this.seen.push(path);
    const handler = [...this.handlers].find(([prefix]) => path.startsWith(prefix))?.[1];
    if (handler) handler(request, response);
    else response.writeHead(404, { 'content-type': 'application/json' }).end('{}');
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  json(path: string, of: (request: IncomingMessage) => unknown): void {
    this.handlers.set(path, (request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(of(request)));
    });
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}

interface Source {
  name: string;
  polledAt?: string;
  failures: number;
  fault?: string;
  faultCode?: string;
  faultDetail?: string;
  unreadable: number;
  both: number;
  onlyThere: number;
  onlyHere: number;
}

const msisdn = (n: number) => `+33639985${String(n).padStart(3, '0')}`;
const contact = (n: number, smsBlacklisted = true) => ({ smsBlacklisted, attributes: { SMS: msisdn(n).slice(1) } });
const PASSWORD = 'a password of the instance';

let bed: Bed;
let service: RunningService;
let acme: string;
let other: string;
let url: string;
const vendors = new Vendors();
let blocked: ReturnType<typeof contact>[] = [];

beforeAll(async () => {
  bed = await Bed.make();
  acme = (await bed.advertiser()).id;
  other = (await bed.advertiser()).id;
  url = await vendors.start();
  vendors.json('/brevo/v3/contacts', (request) => {
    expect(request.headers['api-key']).toBe('key of brevo');
    const query = new URL(request.url ?? '', url).searchParams;
    const offset = Number(query.get('offset'));
    return { contacts: blocked.slice(offset, offset + Number(query.get('limit'))), count: blocked.length };
  });
  const source = (name: string, vendor: string, account: object) => ({
    name,
    vendor,
    advertisers: [acme],
    everyMinutes: 5,
    baseUrl: `${url}/${name}`,
    account,
  });
  const ovh = {
    serviceName: 'sms-ab1-1',
    applicationKey: 'app',
    applicationSecretFrom: 'OVH_SECRET',
    consumerKeyFrom: 'OVH_CONSUMER',
  };
  const sources = [
    source('brevo', 'brevo', { apiKeyFrom: 'BREVO_KEY' }),
    source('mautic', 'mautic', { user: 'sync', passwordFrom: 'MAUTIC_PASSWORD' }),
    source('ovh', 'ovh', ovh),
    source('bad', 'brevo', { apiKeyFrom: 'BREVO_KEY' }),
  ];
  const file = join(mkdtempSync(join(tmpdir(), 'sources-')), 'sources.json');
  writeFileSync(file, JSON.stringify({ sources }));
  service = await bed.startReady({
    ...{ OPT_OUT_SOURCES_FILE: file, BREVO_KEY: 'key of brevo', MAUTIC_PASSWORD: PASSWORD },
    ...{ OVH_SECRET: 'secret', OVH_CONSUMER: 'consumer' },
  });
});
afterAll(async () => {
  await bed.end();
  vendors.close();
});

const sourceOf = async (name: string): Promise<Source> => {
  const response = await fetch(`${service.url}/v1/opt-out-sources`);
  const { items } = (await response.json()) as { items: Source[] };
  return items.find((each) => each.name === name) as Source;
};
const driftOf = async (name: string, query: string) => {
  const response = await fetch(`${service.url}/v1/opt-out-sources/${name}/drift?${query}`);
  return (await response.json()) as { items: { recipientKey: string; maskedMsisdn?: string }[]; nextCursor?: string };
};
/** Polls a source now, to the end of the poll. */
async function poll(name: string): Promise<Source> {
  const [before] = await bed.sql<{ poll: string | null }>(
    'SELECT poll_id AS poll FROM opt_out_source WHERE name = $1',
    [name],
  );
  await bed.sql('UPDATE opt_out_source SET due_at = now() WHERE name = $1', [name]);
  await eventually(`${name} is polled`, async () => {
    const [row] = await bed.sql<{ done: boolean }>(
      'SELECT poll_id IS DISTINCT FROM $2 AND leased_until <= now() AND due_at > now() AS done FROM opt_out_source WHERE name = $1',
      [name, before?.poll ?? null],
    );
    return row?.done;
  });
  return sourceOf(name);
}
const isOut = async (n: number, scope = acme) => {
  const sql = `SELECT 1 FROM opt_out WHERE recipient_key = $1 AND scope = $2 AND state = 'out'`;
  return (await bed.sql(sql, [keys.keyOf(msisdn(n)), scope])).length === 1;
};

test('numbers blocked at Brevo are opted out of its advertiser alone, over all pages, with the poll as evidence', async () => {
  blocked = [...Array.from({ length: 260 }, (_, n) => contact(n)), contact(300, false)];
  expect(await poll('brevo')).toMatchObject({ failures: 0, both: 260, onlyThere: 0, onlyHere: 0, unreadable: 0 });
  expect([await isOut(0), await isOut(259), await isOut(300), await isOut(0, other)]).toEqual([
    true,
    true,
    false,
    false,
  ]);
  const [row] = await bed.sql<{ evidence: string; poll: string; reason: string }>(
    `SELECT e.evidence_id AS evidence, s.poll_id::text AS poll, e.reason FROM opt_out_event e, opt_out_source s
     WHERE e.recipient_key = $1 AND s.name = 'brevo'`,
    [keys.keyOf(msisdn(0))],
  );
  expect(row?.evidence).toBe(row?.poll);
  expect(row?.reason).toBe(`list of another platform, which said: brevo source brevo, poll ${row?.poll}`);
});

test('a number removed from their list stays opted out here; a returned person stays opted in', async () => {
  await bed.comesBack(msisdn(1), acme);
  await eventually('the return is recorded', async () => !(await isOut(1)));
  blocked = blocked.filter(({ attributes }) => attributes.SMS !== msisdn(0).slice(1));
  expect(await poll('brevo')).toMatchObject({ both: 258, onlyThere: 1, onlyHere: 1 });
  expect([await isOut(0), await isOut(1)]).toEqual([true, false]);
  expect(await driftOf('brevo', 'kind=onlyHere')).toEqual({ items: [{ recipientKey: keys.keyOf(msisdn(0)) }] });
  expect(await driftOf('brevo', 'kind=onlyThere')).toEqual({
    items: [{ recipientKey: keys.keyOf(msisdn(1)), maskedMsisdn: maskMsisdn(msisdn(1)) }],
  });
  const page = await driftOf('brevo', 'kind=both&limit=200');
  const rest = await driftOf('brevo', `kind=both&limit=200&cursor=${page.nextCursor}`);
  expect(new Set([...page.items, ...rest.items].map(({ recipientKey }) => recipientKey)).size).toBe(258);
});

test('the STOP list of OVHcloud is read with a valid signature', async () => {
  let signature = '';
  vendors.json('/ovh/1.0/sms/sms-ab1-1/blacklists', ({ headers }) => {
    const text = [
      'secret',
      'consumer',
      'GET',
      `${url}/ovh/1.0/sms/sms-ab1-1/blacklists`,
      '',
      headers['x-ovh-timestamp'],
    ];
    signature = `$1$${createHash('sha1').update(text.join('+')).digest('hex')}`;
    return headers['x-ovh-signature'] === signature ? [msisdn(400), 'not a number'] : { message: 'Invalid signature' };
  });
  expect(await poll('ovh')).toMatchObject({ failures: 0, both: 1, unreadable: 1 });
  expect(await isOut(400)).toBe(true);
});

test('contacts of Mautic with an entry for SMS are opted out, whatever its reason but none and a bounce', async () => {
  const of = (n: number, channel: string, reason: number) => ({
    doNotContact: [{ id: n, channel, reason, comments: '' }],
    fields: { all: { mobile: msisdn(n), phone: null } },
  });
  vendors.json('/mautic/api/contacts', ({ headers }) => {
    expect(headers.authorization).toBe(`Basic ${Buffer.from(`sync:${PASSWORD}`).toString('base64')}`);
    const out = [of(500, 'sms', 1), of(503, 'SMS', 3), of(504, 'sms', 9)];
    const there = [of(501, 'sms', 2), of(502, 'email', 1), of(505, 'sms', 0)];
    return { total: 6, contacts: { ...out, ...Object.fromEntries(there.map((each, n) => [n + 10, each])) } };
  });
  expect(await poll('mautic')).toMatchObject({ failures: 0, both: 3 });
  expect([await isOut(500), await isOut(503), await isOut(504)]).toEqual([true, true, true]);
  expect([await isOut(501), await isOut(502), await isOut(505)]).toEqual([false, false, false]);
});

const page = JSON.stringify({ contacts: [contact(600)] });
test.each([
  ['HTML', { status: 200, type: 'text/html', body: '<html>Sign in</html>' }, 'not-json'],
  ['HTML that claims to be JSON', { status: 200, type: 'application/json', body: '<html>' }, 'other-shape'],
  [
    'an error with status 200',
    { status: 200, type: 'application/json', body: '{"code":"unauthorized"}' },
    'other-shape',
  ],
  ['a wrong key', { status: 401, type: 'application/json', body: '{}' }, 'no-access'],
  ['a failure', { status: 500, type: 'application/json', body: page }, 'status'],
  ['ten megabytes', { status: 200, type: 'application/json', body: `${page}${' '.repeat(10_000_000)}` }, 'no-answer'],
  ['too many requests', { status: 429, type: 'application/json', body: '{}' }, 'throttled'],
  ['a redirect', { status: 302, type: 'text/plain', body: '', location: '/stolen' }, 'redirect'],
])('a source that answers %s changes nothing, and the next poll waits', async (_, answer, faultCode) => {
  vendors.handlers.set('/bad/v3/contacts', (__, response) => {
    const { status, type, body, location } = { location: undefined, ...answer };
    response.writeHead(status, { 'content-type': type, ...(location && { location: `${url}${location}` }) }).end(body);
  });
  const polled = await poll('bad');
  expect(polled).toMatchObject({ both: 0, onlyThere: 0, faultCode });
  expect(polled.fault).not.toContain('html');
  expect(polled).not.toHaveProperty('polledAt');
  expect(await isOut(600)).toBe(false);
  expect(vendors.seen).not.toContain('/stolen');
});

test('the metrics show failures and the numbers of each list', async () => {
  const metrics = await (await fetch(`${service.url}/metrics`)).text();
  expect(metrics).toMatch(/stopsms_opt_out_source_numbers\{source="brevo",kind="both".*\} 258/);
  const { failures } = await sourceOf('bad');
  expect(failures).toBeGreaterThanOrEqual(8);
  await eventually('failures are shown', async () =>
    (await (await fetch(`${service.url}/metrics`)).text()).includes(
      `stopsms_opt_out_source_failures{source="bad",service="suppression"} ${failures}`,
    ),
  );
});

test('a source that the file does not name is not found', async () => {
  const response = await fetch(`${service.url}/v1/opt-out-sources/mine/drift?kind=both`);
  expect(response.status).toBe(404);
});

test('a file with a secret in it, an address without TLS or an unknown vendor is refused with every problem', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'sources-')), 'sources.yaml');
  writeFileSync(
    file,
    `sources:\n  - { name: a, vendor: brevo, advertisers: [${acme}], account: { apiKey: hush } }\n` +
      `  - { name: b, vendor: mautic, advertisers: [${acme}], baseUrl: 'http://mautic.example', account: { user: x, passwordFrom: NOWHERE } }\n`,
  );
  const { message } = await bed.start({ OPT_OUT_SOURCES_FILE: file }).then(
    () => ({ message: 'it started' }),
    (error: Error) => error,
  );
  expect(message).toContain('a: account.apiKey is a secret');
  expect(message).toContain('b: baseUrl must begin with https');
  expect(message).toContain('put it in the environment variable NOWHERE');
});
