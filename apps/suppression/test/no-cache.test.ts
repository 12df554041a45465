import { generateKeyPairSync, randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import type { RunningService } from '@stopsms/bootstrap';
import { Bed } from './bed';

// No answer is cached: one line sets the header for every service, so one service shows it.

const pem = generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

let bed: Bed;
let service: RunningService;
let acme = '';
beforeAll(async () => {
  bed = await Bed.make();
  acme = (await bed.advertiser()).id;
  service = await bed.startReady({ EXPORT_SIGNING_KEY: pem.replaceAll('\n', '\\n') });
});
afterAll(() => bed.end());

const json = { 'content-type': 'application/json' };
const responseTo = (method: string, path: string, body?: string, headers: Record<string, string> = json) =>
  fetch(service.url + path, { method, headers, ...(body !== undefined && { body }) });

test.each([
  { it: 'a list', method: 'GET', path: '/v1/opt-outs', status: 200 },
  { it: 'a list without its body', method: 'HEAD', path: '/v1/opt-outs', status: 200 },
  {
    it: 'an unknown key',
    method: 'GET',
    path: '/v1/opt-outs',
    headers: { authorization: 'Bearer nobody' },
    status: 401,
  },
  { it: 'what is not there', method: 'GET', path: `/v1/evidence/${randomUUID()}/signature`, status: 404 },
  { it: 'no route', method: 'GET', path: '/v1/nothing', status: 404 },
  { it: 'another method', method: 'DELETE', path: '/v1/opt-outs', status: 405 },
  { it: 'a method for which there is no route', method: 'OPTIONS', path: '/v1/opt-outs', status: 405 },
  { it: 'an address that is none', method: 'GET', path: '/v1/evidence/%/signature', status: 400 },
  { it: 'a body that is none', method: 'POST', path: '/v1/evidence', body: '{', status: 400 },
  { it: 'a probe', method: 'GET', path: '/health/live', status: 200 },
  { it: 'figures', method: 'GET', path: '/metrics', status: 200 },
])('$it', async ({ method, path, body, headers, status }) => {
  const response = await responseTo(method, path, body, headers);
  expect([response.status, response.headers.get('cache-control')]).toEqual([status, 'no-store']);
});

test('a file that is streamed', async () => {
  const response = await responseTo('GET', `/v1/opt-outs/export?advertiserId=${acme}`);
  expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store']);
  await response.text();
});

test('what Node answers by itself, before there is a request', async () => {
  const { hostname, port } = new URL(service.url);
  const socket = connect(Number(port), hostname);
  socket.write('no HTTP\r\n\r\n');
  expect((await text(socket)).toLowerCase()).toMatch(/^http\/1.1 400 .*\r\ncache-control: no-store\r\n/s);
});

test.each(['/docs', '/docs/swagger-ui.css', '/openapi.json'])('but for %s, which is everybody’s', async (path) => {
  const { status, headers } = await responseTo('GET', path);
  expect([status, headers.get('cache-control')]).toEqual([200, expect.not.stringContaining('no-store')]);
});
