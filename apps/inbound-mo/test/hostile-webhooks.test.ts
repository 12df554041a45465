import type { RunningService } from '@stopsms/bootstrap';
import { type Reply, moReceived, replies } from '@stopsms/contracts';
import { eventually, keys } from '@stopsms/testing';
import fc from 'fast-check';
import { moIdOf } from '../src/produces/inbound-mo.received.v1';
import { Bed, newHandset, post } from './bed';
import { BEARER, SECRETS, signature, webhookProviders } from './signing';

let bed: Bed;
let service: RunningService;
let received: { recipientKey: string; text: string }[];
let read: Reply[];

beforeAll(async () => {
  bed = await Bed.make();
  service = await bed.startReady(webhookProviders());
  [received, read] = await Promise.all([bed.values(moReceived), bed.values(replies)]);
});
afterAll(() => bed.end());

/** Fields as they should be, spoilt, or of another kind. */
const field = (good: string) =>
  fc.oneof(
    fc.constant(good),
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.constantFrom(
      '',
      '\u0000',
      '\ud800',
      '../..',
      '+33639989912\n',
      "'; DROP TABLE reply; --",
      '𝗦𝗧𝗢𝗣',
      'x'.repeat(20_000),
    ),
    fc.jsonValue({ maxDepth: 2 }),
  );
const body = (fields: Record<string, fc.Arbitrary<unknown>>) => fc.record(fields, { requiredKeys: [] });
const anything = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.stringify(value)),
);

test.each([
  {
    route: 'mo',
    like: body({
      from: field('+33639989912'),
      to: field('36180'),
      text: field('STOP'),
      id: field('op-1'),
      receivedAt: field('2026-11-25T10:00:00Z'),
    }),
  },
  {
    route: 'receipts',
    like: fc.array(
      body({ smscId: field('a1'), stat: field('DELIVRD'), error: field('000'), at: field('2026-11-25T10:00:00Z') }),
      { maxLength: 3 },
    ),
  },
])('any body posted to $route is accepted or refused with a reason', async ({ route, like }) => {
  const statuses = new Set<number>();
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(
        like.map((value) => JSON.stringify(value)),
        anything,
      ),
      async (text) => {
        const response = await post(`${service.url}/v1/providers/smsgate/${route}`, text, BEARER);
        statuses.add(response.status);
        expect([202, 400]).toContain(response.status);
        const kind = response.status === 202 ? 'application/json' : 'application/problem+json';
        expect(response.headers.get('content-type')).toContain(kind);
      },
    ),
    { numRuns: 300 },
  );
  expect(statuses).toContain(400);
});

test('accepts a STOP beside half an emoji', async () => {
  const handset = newHandset();
  const answer = await post(
    `${service.url}/v1/providers/smsgate/mo`,
    { from: handset, to: '36180', text: 'STOP \ud83d' },
    BEARER,
  );
  expect(answer.status).toBe(202);
  await eventually('it is on the topic', () =>
    received.some(({ recipientKey }) => recipientKey === keys.keyOf(handset)),
  );
});

test('reads a STOP after these requests', async () => {
  const handset = newHandset();
  const answer = await post(
    `${service.url}/v1/providers/smsgate/mo`,
    { from: handset, to: '36180', text: 'STOP' },
    BEARER,
  );
  expect(answer.status).toBe(202);
  await eventually('it is on the topic', () =>
    received.some(({ recipientKey, text }) => recipientKey === keys.keyOf(handset) && text === 'STOP'),
  );
});

describe('a repeated operator’s ID', () => {
  const HOUR = 3_600_000;
  const send = async (mo: object): Promise<string> => {
    const answer = await post(`${service.url}/v1/providers/smsgate/mo`, { id: 'mo-1', ...mo }, BEARER);
    expect(answer.status).toBe(202);
    return ((await answer.json()) as { moId: string }).moId;
  };
  const readOf = (handset: string) => read.filter(({ recipientKey }) => recipientKey === keys.keyOf(handset));

  test.each([
    { it: 'from another number', other: { from: newHandset() } },
    { it: 'to another code', other: { to: '36181' } },
    { it: 'with another text', other: { text: 'STOP ALL' } },
  ])('$it is another text', async ({ other }) => {
    const handset = newHandset();
    const mo = { from: handset, to: '36180', text: 'STOP' };
    const later = { ...mo, ...other };
    expect(await send(later)).not.toBe(await send(mo));
    const both = () => [...new Set([handset, later.from])].flatMap(readOf);
    await eventually('both are read', () => both().length === 2);
  });

  test.each([
    { it: 'at the same time is the same, whenever it comes', text: 'STOP', hours: [0, 0, 0], replies: 1 },
    { it: 'at another time is another text', text: 'STOP', hours: [0, 1, 49, 0, 50, 49], replies: 4 },
    { it: 'at another time is another START', text: 'START', hours: [0, 1, 0], replies: 2 },
  ])('with the same fields $it', async ({ text, hours, replies }) => {
    const handset = newHandset();
    const since = Date.now() - 100 * HOUR;
    const mo = { from: handset, to: '36180', text };
    const ids = new Set<string>();
    for (const hour of hours) ids.add(await send({ ...mo, receivedAt: new Date(since + hour * HOUR).toISOString() }));
    await send({ ...mo, text: 'Merci' });
    // The same partition: once it is read, all before it is.
    await eventually('a later one is read', () => readOf(handset).some(({ tier }) => tier === 'none'));
    expect(readOf(handset).filter(({ tier }) => tier !== 'none')).toHaveLength(replies);
    expect(ids.size).toBe(replies);
  });
});

describe('a provider that signs', () => {
  const MINUTE = 60_000;
  const stopOf = (from: string) => JSON.stringify({ from, to: '36180', text: 'STOP' });
  const send = (body: string, headers: Record<string, string>) =>
    post(`${service.url}/v1/providers/signed-gate/mo`, body, headers);

  test('is known by either of its secrets, and needs no bearer token', async () => {
    for (const secret of Object.values(SECRETS)) {
      const body = stopOf(newHandset());
      expect((await send(body, signature(body, secret))).status).toBe(202);
    }
  });

  test('may send the same again, signed once, without it counting twice', async () => {
    const handset = newHandset();
    const body = stopOf(handset);
    const signedAt = Math.floor(Date.now() / 1_000) * 1_000 - 4 * MINUTE;
    const headers = signature(body, SECRETS.now, signedAt);
    const mo = { provider: 'signed-gate', from: handset, to: '36180', text: 'STOP', receivedAt: 0, signedAt };
    for (const answer of [await send(body, headers), await send(body, headers)]) {
      expect([answer.status, await answer.json()]).toEqual([202, { moId: moIdOf(mo, keys.keyOf(handset)) }]);
    }
    // The same partition: once it is read, all before it is.
    const later = JSON.stringify({ from: handset, to: '36180', text: 'STOP svp' });
    await send(later, signature(later));
    const readOf = (of: string) => read.filter(({ recipientKey }) => recipientKey === keys.keyOf(of));
    await eventually('a later one is read', () => readOf(handset).length > 1);
    expect(readOf(handset)).toHaveLength(2);
  });

  test('names a STOP so that its number is not found by trying all numbers', async () => {
    const handset = newHandset();
    const datedAt = Date.parse('2026-11-25T10:00:00Z');
    const mo = { from: handset, to: '36180', text: 'STOP' };
    const stop = JSON.stringify({ ...mo, id: 'op-1', receivedAt: new Date(datedAt).toISOString() });
    const { moId } = (await (await send(stop, signature(stop))).json()) as { moId: string };
    const named = (sender: string) =>
      moIdOf({ ...mo, provider: 'signed-gate', dedupeId: 'op-1', datedAt, receivedAt: datedAt }, sender);
    expect(moId).not.toBe(named(handset));
    expect(moId).toBe(named(keys.keyOf(handset)));
  });

  test.each([
    {
      it: 'with the bearer token alone',
      headers: () => BEARER,
      answer: [401, 'signature-missing'],
      says: /bearer token alone/,
    },
    { it: 'without a time', headers: (v: string) => v.replace(/t=\d+,/, ''), answer: [401, 'signature-incomplete'] },
    {
      it: 'in milliseconds',
      headers: (v: string) => v.replace(/t=(\d+)/, 't=$1000'),
      answer: [400, 'signature-time-malformed'],
    },
    { it: 'with a secret of nobody', secret: 'x'.repeat(32), answer: [401, 'signature-wrong'] },
    {
      it: 'with a letter changed',
      change: (body: string) => body.replace('STOP', 'STOp'),
      answer: [401, 'signature-wrong'],
    },
    { it: 'and breaks the JSON', change: (body: string) => `${body}}`, answer: [401, 'signature-wrong'] },
    { it: 'too long ago', at: -6 * MINUTE, answer: [401, 'signature-old'], says: /t is 36\d s behind our clock/ },
    { it: 'ahead of us', at: 6 * MINUTE, answer: [401, 'signature-old'], says: /t is 3[56]\d s ahead of our clock/ },
    { it: 'as a form', more: { 'content-type': 'text/plain' }, answer: [400, 'no-json'] },
  ])(
    'is refused $it, with the reason, and nothing of it is accepted',
    async ({ headers, secret, change, at, more, answer, says }) => {
      const handset = newHandset();
      const body = stopOf(handset);
      const { 'stopsms-signature': good } = signature(body, secret, Date.now() + (at ?? 0));
      const sent = headers?.(good) ?? good;
      const response = await send(change?.(body) ?? body, {
        ...(typeof sent === 'string' ? { 'stopsms-signature': sent } : sent),
        ...more,
      });
      const problem = (await response.json()) as { code: string; detail: string };
      expect([response.status, problem.code]).toEqual(answer);
      if (says) expect(problem.detail).toMatch(says);
      for (const each of Object.values(SECRETS)) expect(problem.detail).not.toContain(each);
      expect(received.map(({ recipientKey }) => recipientKey)).not.toContain(keys.keyOf(handset));
    },
  );

  test('counts refused requests by provider and reason', async () => {
    const metrics = await (await fetch(`${service.url}/metrics`)).text();
    expect(metrics).toMatch(/webhooks_refused_total\{[^}]*provider="signed-gate",reason="signature-wrong"[^}]*\} 3/);
    await post(`${service.url}/v1/providers/made-up/mo`, stopOf(newHandset()));
    const after = await (await fetch(`${service.url}/metrics`)).text();
    expect(after).toMatch(/webhooks_refused_total\{[^}]*provider="other",reason="webhooks-closed"[^}]*\} 1/);
  });
});
