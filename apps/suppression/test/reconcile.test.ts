import { randomUUID } from 'node:crypto';
import type { RunningService } from '@stopsms/bootstrap';
import { type Advertiser, type OptOutChanged, advertisers } from '@stopsms/contracts';
import { type Seen, eventually, keys } from '@stopsms/testing';
import { Bed } from './bed';

let bed: Bed;
let service: RunningService;
let changes: Seen<OptOutChanged>[];

beforeAll(async () => {
  bed = await Bed.make();
  changes = await bed.collectChanges();
  service = await bed.startReady();
});
afterAll(() => bed.end());

async function advertiser(code: string): Promise<string> {
  const id = randomUUID();
  const value: Advertiser = {
    ...{ id, name: 'ACME', legalName: 'ACME SAS', sender: 'ACME', shortCode: code, codes: [code] },
    ...{ country: 'FR', linkHosts: [], createdAt: 1_764_000_000_000 },
  };
  await bed.put(advertisers, [{ key: id, value }]);
  return id;
}
async function send(path: string, body: string, type = 'text/csv', method = 'POST') {
  const response = await fetch(`${service.url}/v1/opt-outs${path}`, {
    method,
    headers: { 'content-type': type },
    body,
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
const optOut = (phone: string, scope: string) =>
  send('', JSON.stringify({ phone, scope, reason: 'test' }), 'application/json', 'PUT');
const reconcile = (query: Record<string, string>, csv: string) =>
  send(`/reconcile?${new URLSearchParams({ operator: 'ovh', ...query })}`, csv);

test('people blocked only there are opted out; people opted out only here are listed; only keys are listed', async () => {
  const acme = await advertiser('36301');
  await optOut('+33639980001', acme);
  await optOut('+33639980002', acme);
  const list =
    'numero;at\n06 39 98 00 01;\n06 39 98 00 03;24/11/2026 10:00\n0639980003;24/11/2026 10:00\n0145678901;\n';
  const answer = await reconcile({ advertiserId: acme }, list);
  expect(answer).toEqual({
    status: 200,
    body: {
      listed: 2,
      optedOut: 1,
      optedOutKeys: [keys.keyOf('+33639980003')],
      onlyHere: [{ scope: acme, count: 1, recipientKeys: [keys.keyOf('+33639980002')] }],
      format: 'plain',
      skipped: 0,
      notUnderstood: 0,
      notUnderstoodRows: [],
      refusedCount: 1,
      refused: [expect.objectContaining({ row: 4, code: 'PHONE_LANDLINE' })],
    },
  });
  expect(JSON.stringify(answer)).not.toMatch(/(33|0)63998/);
  const published = await eventually('it is published', () =>
    changes.find(({ key }) => key === keys.keyOf('+33639980003')),
  );
  expect(published.value).toMatchObject({ source: 'provider', at: Date.parse('2026-11-24T09:00:00Z') });
  expect((await reconcile({ advertiserId: acme }, list)).body).toMatchObject({ listed: 2, optedOut: 0 });
  expect(await bed.sql('SELECT * FROM suppression.reconciled_key')).toEqual([]);
});

test('a list for a code holds for every advertiser on it', async () => {
  const both = [await advertiser('36302'), await advertiser('36302')].sort();
  await optOut('+33639980011', both[0] ?? '');
  const { body } = await reconcile({ code: '36302' }, 'phone\n+33639980011\n+33639980012');
  expect(body).toMatchObject({ listed: 2, optedOut: 2, onlyHere: both.map((scope) => ({ scope, count: 0 })) });
  const rows = await bed.sql(`SELECT scope FROM suppression.opt_out WHERE scope IN ('${both.join("','")}')`);
  expect(rows).toHaveLength(4);
});

test('a list that cannot be read completely reports no missing people', async () => {
  const acme = await advertiser('36303');
  await optOut('+33639980021', acme);
  const { status, body } = await reconcile({ advertiserId: acme }, 'phone\n+33639980022\n"+336');
  expect([status, body]).toEqual([400, expect.objectContaining({ code: 'CSV_QUOTE_NOT_CLOSED', optedOut: 1 })]);
  expect(body).not.toHaveProperty('onlyHere');
});

test.each([
  { it: 'neither advertiser nor code', query: {}, status: 400 },
  { it: 'both', query: { advertiserId: randomUUID(), code: '36301' }, status: 400 },
  { it: 'an unknown advertiser', query: { advertiserId: randomUUID() }, status: 404 },
  { it: 'a code of nobody', query: { code: '36399' }, status: 404 },
  { it: 'an operator without a name', query: { code: '36301', operator: '' }, status: 400 },
])('$it is refused', async ({ query, status }) => {
  expect((await reconcile(query, 'phone\n')).status).toBe(status);
});

test('a list of ten thousand is taken in batches', async () => {
  const acme = await advertiser('36304');
  const rows = Array.from({ length: 9_999 }, (_, n) => `063998${String(n).padStart(4, '0')}`);
  const { body } = await reconcile({ advertiserId: acme }, `phone\n${rows.join('\n')}\n`);
  expect(body).toMatchObject({ listed: 9_999, optedOut: 9_999, refusedCount: 0 });
  expect(body.optedOutKeys).toHaveLength(1_000);
});
