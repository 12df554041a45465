import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { VENDORS, type AnyVendor, type HttpProvider, type Submission } from '@stopsms/providers';
import { Metrics, createLog } from '@stopsms/service';
import { HttpLink } from '../src/operator/http-link';
import type { Veto } from '../src/operator/operator-link';
import type { Part, PartResult } from '../src/operator/part';
import { ProviderMetrics } from '../src/operator/provider-metrics';

// A vendor that takes three messages in a call: each has an outcome of its own, and one that must not leave holds up no other.

const VETO: Veto = { status: 'blocked', code: 'OPTED_OUT', detail: 'x' };

let server: Server;
let link: HttpLink;
/** References of each call that arrived. */
let calls: string[][];
let status: number;

const vendor = (): AnyVendor => ({
  ...(VENDORS.get('smsmode') as AnyVendor),
  capabilities: { maxBatch: 3, mention: ['ours'], confirmation: 'ours', validity: 'honoured' },
  adapter: () => ({
    submit: (batch) => ({
      method: 'POST',
      path: '/',
      headers: {},
      body: JSON.stringify(batch.map((one) => one.reference)),
    }),
    readSubmit: ({ json }) =>
      (json as string[]).map((reference) =>
        reference.startsWith('refused')
          ? { outcome: 'refused', class: 'number', code: '1', detail: '' }
          : { outcome: 'accepted', id: `id-${reference}` },
      ),
  }),
});

beforeEach(async () => {
  [calls, status] = [[], 200];
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += chunk));
    request.on('end', () => {
      calls.push(JSON.parse(body) as string[]);
      response.writeHead(status).end(body);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const settings: HttpProvider = {
    ...{ kind: 'http', name: 'batches', vendor: vendor(), baseUrl: `http://127.0.0.1:${port}`, account: {} },
    ...{ accountSecrets: new Map(), ratePerSecond: 1_000, maxInFlight: 1, mention: 'ours', confirmation: 'ours' },
    ...{ validity: 'honoured', repliesBy: ['webhook'], receiptsBy: ['webhook'] },
  };
  const log = createLog('dispatcher', 'silent');
  const metrics = new ProviderMetrics(new Metrics('dispatcher'), log);
  link = new HttpLink(settings, { probeAfterMs: 1_000, log, metrics, onChange: () => undefined });
  link.open();
});
afterEach(async () => {
  await link.close();
  server.close();
});

function submit(reference: string, more: Partial<Part> = {}): Promise<PartResult> {
  const message: Submission = { reference, from: 'ACME', to: '+33639980012', text: 'x', category: 'marketing' };
  const never = () => {
    throw new Error('no part of SMPP');
  };
  const part = { lane: 'marketing', veto: () => undefined, fits: () => true, pdu: never, traceparent: '' } as const;
  return link.submit({ ...part, whole: () => message, ...more });
}

test('messages of the same moment share a call, and each has its own outcome', async () => {
  const results = await Promise.all(['a', 'refused-b', 'c', 'd'].map((reference) => submit(reference)));
  expect(calls).toEqual([['a', 'refused-b', 'c'], ['d']]);
  expect(results).toMatchObject([
    { outcome: 'submitted', ids: ['id-a'], isWhole: true },
    { outcome: 'rejected', refusal: 'number' },
    { outcome: 'submitted', ids: ['id-c'] },
    { outcome: 'submitted', ids: ['id-d'] },
  ]);
});

test('an unknown call is unknown for each message in it', async () => {
  status = 500;
  expect(await Promise.all(['a', 'b'].map((reference) => submit(reference)))).toMatchObject([
    { outcome: 'unknown' },
    { outcome: 'unknown' },
  ]);
  expect(calls).toEqual([['a', 'b']]);
});

test('a message vetoed at the last moment is in no call, and the others are sent without it', async () => {
  const results = await Promise.all([
    submit('a'),
    submit('b', { veto: () => VETO }),
    submit('c', { fits: () => false }),
    submit('d'),
  ]);
  expect(results).toMatchObject([
    { outcome: 'submitted' },
    { outcome: 'vetoed', veto: VETO },
    { outcome: 'turned-away' },
    { outcome: 'submitted' },
  ]);
  expect(calls.flat().sort()).toEqual(['a', 'd']);
});

test('a one-time code leaves before adverts that wait', async () => {
  const adverts = ['a', 'b', 'c', 'd', 'e'].map((reference) => submit(reference));
  await Promise.all([...adverts, submit('code', { lane: 'informative' })]);
  expect(calls[0]).toEqual(['code']);
});
