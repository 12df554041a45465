import type { RunningService } from '@stopsms/bootstrap';
import { type OptOutChanged, type OptOutRecord, numberStates, optOuts } from '@stopsms/contracts';
import { type Seen, eventually, keys } from '@stopsms/testing';
import { Bed } from './bed';

let bed: Bed;
let service: RunningService;
let records: Seen<OptOutRecord | null>[];
let changes: Seen<OptOutChanged>[];
let acme: string;

beforeAll(async () => {
  bed = await Bed.make();
  acme = (await bed.advertiser()).id;
  records = await bed.collect<OptOutRecord | null>(optOuts);
  changes = await bed.collectChanges();
  service = await bed.startReady();
});
afterAll(() => bed.end());

let last = 0;
const number = (): string => `+3363998${String(3_000 + (last += 1))}`;

async function post(path: string, body: object) {
  const response = await fetch(`${service.url}/v1/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
const asked = { requestedBy: 'privacy desk', reason: 'letter of 2026-11-20' };
const why = async (phone: string, advertiserId = acme) => (await post('why-blocked', { phone, advertiserId })).body;
const changesOf = (phone: string, count: number) =>
  eventually(`${count} changes are published`, () => {
    const own = changes.filter(({ key }) => key === keys.keyOf(phone)).map(({ value }) => value);
    return own.length === count ? own : undefined;
  });
const report = (phone: string) =>
  post('abuse-reports', [
    { source: '33700', received_at: '2026-11-20T09:00:00Z', sender: 'X', recipient: phone, text: 'Bonjour Camille' },
  ] as object);
const rowsOf = (table: string, phone: string) =>
  bed.sql(`SELECT * FROM suppression.${table} WHERE recipient_key = '${keys.keyOf(phone)}'`);

test('an erasure opts out of all without a confirmation, keeps the hash, and states what is kept and why', async () => {
  const phone = number();
  await report(phone);
  const answer = await post('erasures', { ...asked, phone, reason: `wrote from ${phone}` });
  expect(answer).toMatchObject({ status: 200, body: { scope: '*', optOut: 'begun' } });
  expect(answer.body.kept).toContain('keyed hash of the number');
  expect(answer.body.why).toContain('GDPR 21(3)');
  const [change] = await changesOf(phone, 1);
  expect(change).toMatchObject({ change: 'opted-out', source: 'erasure', optOuts: [{ scope: '*' }] });
  expect(change).not.toHaveProperty('msisdn');
  expect(await rowsOf('abuse_report', phone)).toMatchObject([{ text: null }]);
  expect(await rowsOf('erasure', phone)).toMatchObject([{ kind: 'erased', reason: 'wrote from <number>' }]);
  expect(await why(phone)).toMatchObject({
    blocked: true,
    explanation: expect.stringContaining('asked that their data be erased'),
    lift: expect.stringContaining('/v1/erasures/complete'),
  });
});

test('an erasure for one advertiser affects only that one; a repeated request is reported as repeated', async () => {
  const [phone, other] = [number(), (await bed.advertiser()).id];
  const request = { ...asked, phone, advertiserId: acme, requestId: 'r1' };
  expect((await post('erasures', request)).body).toMatchObject({ scope: acme, optOut: 'begun' });
  expect((await post('erasures', request)).body).toMatchObject({ scope: acme, optOut: 'was there before' });
  expect(await rowsOf('erasure', phone)).toHaveLength(1);
  expect([(await why(phone)).blocked, (await why(phone, other)).blocked]).toEqual([true, false]);
});

test('a repeated erasure after a return erases and opts out again; while it is in force, it erases newer data', async () => {
  const phone = number();
  const request = { ...asked, phone, advertiserId: acme, requestId: 'letter 12' };
  const first = await post('erasures', request);
  expect(first.body).not.toHaveProperty('earlier');
  await report(phone);
  const { body: repeated } = await post('erasures', request);
  expect(repeated).toMatchObject({ id: first.body.id, earlier: { id: first.body.id, isRepeated: true } });
  expect((await changesOf(phone, 2)).map(({ change, source }) => [change, source])).toEqual([
    ['opted-out', 'erasure'],
    ['repeated', 'erasure'],
  ]);

  // As if it had been asked for an hour ago.
  for (const [table, column] of [
    ['opt_out', 'since'],
    ['opt_out_event', 'at'],
  ])
    await bed.sql(
      `UPDATE suppression.${table} SET ${column} = ${column} - interval '1 hour' WHERE recipient_key = '${keys.keyOf(phone)}'`,
    );
  await bed.comesBack(phone, acme, Date.now() - 60_000, Date.now());
  await eventually('the person is back', async () => (await why(phone)).blocked === false);
  const { body: anew } = await post('erasures', request);
  expect(anew).toMatchObject({ optOut: 'begun', earlier: { id: first.body.id, isRepeated: false } });
  expect(anew.id).not.toBe(first.body.id);
  expect((await why(phone)).blocked).toBe(true);
  expect((await changesOf(phone, 4)).at(-1)).toMatchObject({ change: 'opted-out', source: 'erasure' });
  expect((await post('erasures', request)).body).toMatchObject({
    id: anew.id,
    earlier: { id: anew.id, isRepeated: true },
  });
  expect(await rowsOf('erasure', phone)).toHaveLength(2);
});

const insistence = { document: 'archive 7', explainedAt: '2026-11-01T00:00:00Z', insistedAt: '2026-11-05T00:00:00Z' };

test('a written request deletes the opt-out too: tombstones, and no row with the number', async () => {
  const phone = number();
  for (const scope of [acme, `${acme}/news`]) {
    await fetch(`${service.url}/v1/opt-outs`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ phone, scope, reason: 'test' }),
    });
  }
  await report(phone);
  await post('erasures', { ...asked, phone, advertiserId: acme });
  const answer = await post('erasures/complete', { ...asked, ...insistence, phone });
  expect(answer).toMatchObject({ status: 200, body: { scopes: 2, effect: expect.stringContaining('as unknown') } });

  const own = () => records.filter(({ key }) => key.startsWith(keys.keyOf(phone)));
  await eventually('the tombstones lie on the list', () => own().filter(({ value }) => value === null).length === 3);
  const lastOf = new Map(own().map(({ key, value }) => [key, value]));
  expect(Object.fromEntries(lastOf)).toEqual({
    [`${keys.keyOf(phone)}:${acme}`]: null,
    [`${keys.keyOf(phone)}:${acme}/news`]: null,
    [`${keys.keyOf(phone)}:*`]: null,
  });
  const published = await changesOf(phone, 4);
  expect(published.at(-1)).toMatchObject({
    change: 'opted-out',
    source: 'erasure',
    forget: true,
    optOuts: [{ scope: '*' }],
  });
  for (const table of ['opt_out', 'opt_out_event', 'abuse_report', 'erasure', 'number_state'])
    expect(await rowsOf(table, phone)).toEqual([]);
  expect(await bed.sql(`SELECT * FROM suppression.erasure WHERE kind = 'forgotten'`)).toMatchObject([
    { recipient_key: null, document: 'archive 7', requested_by: 'privacy desk' },
  ]);
  expect(await why(phone)).toMatchObject({ blocked: false, reasons: [] });
});

test('also erases an unknown number, so that other services erase it', async () => {
  const states = await bed.collect<null>(numberStates);
  const phone = number();
  expect((await post('erasures/complete', { ...asked, ...insistence, phone })).body).toMatchObject({ scopes: 0 });
  expect((await changesOf(phone, 1))[0]).toMatchObject({ forget: true });
  await eventually('its state is taken back', () =>
    states.some(({ key, value }) => key === keys.keyOf(phone) && value === null),
  );
});

test.each([
  { it: 'no writing', more: { document: '' }, code: 'invalid-request' },
  {
    it: 'insistence before the explanation',
    more: { insistedAt: '2026-10-01T00:00:00Z' },
    code: 'insistence-out-of-order',
  },
  { it: 'insistence to come', more: { insistedAt: '2099-01-01T00:00:00Z' }, code: 'insistence-out-of-order' },
  { it: 'insistence in the year 9999', more: { insistedAt: '9999-01-01T00:00:00Z' }, code: 'invalid-request' },
  { it: 'an explanation in the year 0', more: { explainedAt: '0000-01-01T00:00:00Z' }, code: 'invalid-request' },
  { it: 'no number', more: { phone: 'x' }, code: 'PHONE_NOT_A_NUMBER' },
  { it: 'nobody who handles it', more: { requestedBy: ' ' }, code: 'invalid-request' },
])('erases nothing with $it', async ({ more, code }) => {
  const answer = await post('erasures/complete', { ...asked, ...insistence, phone: number(), ...more });
  expect(answer).toMatchObject({ status: 400, body: { code } });
});
