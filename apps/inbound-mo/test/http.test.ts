import type { RunningService } from '@stopsms/bootstrap';
import { type MoReceived, type Reply, moReceived, replies } from '@stopsms/contracts';
import { eventually, keys } from '@stopsms/testing';
import { Bed, newHandset, post } from './bed';
import { BEARER, TOKEN, postSigned, webhookProviders } from './signing';

const CODE = '36180';
/** Number that is in no example of an error message. */
const HANDSET = '+33639980099';

let bed: Bed;
let service: RunningService;
let received: MoReceived[];
let read: Reply[];

beforeAll(async () => {
  bed = await Bed.make();
  service = await bed.startReady({ WEBHOOK_SECRET: TOKEN });
  received = await bed.values(moReceived);
  read = await bed.values(replies);
});

afterAll(() => bed.end());

const repliesOf = (handset: string) => read.filter(({ recipientKey }) => recipientKey === keys.keyOf(handset));
const replyOf = (handset: string) => eventually('the reply is read', () => repliesOf(handset)[0]);

const WORDS = { speakFor: expect.any(Array), speakAgainst: expect.any(Array) };

describe('POST /v1/read', () => {
  test.each([
    { body: { text: 'Stop' }, answer: { tier: 'exact', reason: expect.any(String), keyword: 'stop' } },
    { body: { text: 'BAJA', country: 'ES' }, answer: { tier: 'exact', reason: expect.any(String), keyword: 'baja' } },
    {
      body: { text: 'Wrong number mate', country: 'GB' },
      answer: {
        tier: 'likely',
        reason: expect.any(String),
        keyword: 'wrong number',
        about: 'wrong-person',
        certainty: expect.any(Number),
        words: WORDS,
      },
    },
    {
      body: { text: 'Je passe demain', last: 'notice', askedBefore: false },
      answer: { tier: 'none', reason: expect.any(String), certainty: expect.any(Number), words: WORDS },
    },
    { body: { text: 'Merci' }, answer: { tier: 'none', reason: expect.any(String) } },
    { body: { text: '' }, answer: { tier: 'none', reason: expect.any(String) } },
  ])('reads $body', async ({ body, answer }) => {
    const response = await post(`${service.url}/v1/read`, body);
    expect([response.status, await response.json()]).toEqual([200, answer]);
  });

  test.each([
    { it: 'no text', body: {}, says: /^text is missing/ },
    { it: 'a country that is none', body: { text: 'STOP', country: 'fra' }, says: /^country must be an ISO 3166-1/ },
    { it: 'a text of 10,001 characters', body: { text: 'a'.repeat(10_001) }, says: /^text must have/ },
    { it: 'no JSON', body: '{', says: /JSON/ },
  ])('refuses $it and says why', async ({ body, says }) => {
    const response = await post(`${service.url}/v1/read`, body);
    expect(response.headers.get('content-type')).toContain('application/problem+json');
    expect(await response.json()).toMatchObject({ status: 400, detail: expect.stringMatching(says) });
  });
});

describe('POST /v1/providers/:name/mo', () => {
  const mo = (from: string) => ({ from, to: CODE, text: 'STOP' });
  const send = (body: unknown, name = 'simulator') => post(`${service.url}/v1/providers/${name}/mo`, body, BEARER);

  it('takes a text as SMPP does, with the operator’s time, once for each id', async () => {
    const handset = newHandset();
    const body = { ...mo(`0${handset.slice(3)}`), id: 'wh-1', receivedAt: '2026-01-02T03:04:05+01:00' };
    const [first, second] = [await send(body), await send(body)];
    expect([first.status, second.status]).toEqual([202, 202]);
    const { moId } = (await first.json()) as { moId: string };
    expect(await second.json()).toEqual({ moId });
    expect(await replyOf(handset)).toMatchObject({ replyId: moId, receivedAt: Date.parse('2026-01-02T02:04:05Z') });
    await eventually('both lie on the topic', () => received.filter((each) => each.moId === moId).length === 2);
    const next = newHandset();
    await send(mo(next));
    await replyOf(next);
    expect(repliesOf(handset)).toHaveLength(1);
  });

  it.each(['0000-01-01T00:00:00Z', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59Z'])(
    'accepts a STOP of %s, an impossible date, as of now',
    async (receivedAt) => {
      const [handset, since] = [newHandset(), Date.now()];
      expect((await send({ ...mo(handset), receivedAt })).status).toBe(202);
      expect((await replyOf(handset)).receivedAt).toBeGreaterThanOrEqual(since);
    },
  );

  it('ignores a date in the future', async () => {
    const handset = newHandset();
    await send({ ...mo(handset), receivedAt: '2999-01-01T00:00:00Z' });
    expect((await replyOf(handset)).receivedAt).toBeLessThanOrEqual(Date.now());
  });

  test.each([
    {
      it: 'a name for a number',
      body: { from: 'BANQUE', to: CODE, text: 'STOP' },
      says: /^from is not a phone number/,
    },
    { it: 'no code', body: { from: HANDSET, text: 'STOP' }, says: /^to is missing/ },
    { it: 'a code that is none', body: { ...mo(HANDSET), to: '36 180' }, says: /^to must be the code/ },
    { it: 'a time without zone', body: { ...mo(HANDSET), receivedAt: '2026-01-02T03:04:05' }, says: /offset/ },
    { it: 'an id with a NUL', body: { ...mo(HANDSET), id: 'a\u0000' }, says: /^id must be/ },
    { it: 'an array', body: [], says: /^the body must be an object, got a list/ },
  ])('refuses $it and says why, without the number', async ({ body, says }) => {
    const response = await send(body);
    const problem = (await response.json()) as { detail: string };
    expect([response.status, problem.detail]).toEqual([400, expect.stringMatching(says)]);
    expect(problem.detail).not.toContain(HANDSET.slice(3));
  });

  it('refuses an invalid provider name', async () => expect((await send(mo(newHandset()), 'A%20B')).status).toBe(404));

  test.each([
    { it: 'no', headers: {} },
    { it: 'a wrong', headers: { authorization: 'Bearer nearly' } },
  ])('refuses $it secret', async ({ headers }) => {
    const response = await post(`${service.url}/v1/providers/simulator/mo`, mo(newHandset()), headers);
    expect([response.status, await response.json()]).toEqual([
      401,
      expect.objectContaining({ code: 'webhook-secret-wrong' }),
    ]);
  });
});

test.each([
  { it: 'a state that is none', body: { smscId: 'a', stat: 'SENT' }, says: /^\[0\]\.stat must be one of ENROUTE/ },
  { it: 'no receipts', body: [], says: /^the body must have at least 1 entry/ },
  {
    it: 'one bad among good',
    body: [{ smscId: 'a', stat: 'DELIVRD' }, { stat: 'DELIVRD' }],
    says: /^\[1\]\.smscId is missing/,
  },
])('POST /v1/providers/:name/receipts refuses $it', async ({ body, says }) => {
  const response = await post(`${service.url}/v1/providers/simulator/receipts`, body, BEARER);
  const problem = (await response.json()) as { detail: string };
  expect([response.status, problem.detail]).toEqual([400, expect.stringMatching(says)]);
});

test('in production, a provider that sends too many receipts is slowed, and each of its STOPs is accepted', async () => {
  await service.close();
  service = await bed.startReady({
    STOPSMS_MODE: 'production',
    OPERATOR_KEYS: `alice:${'ab'.repeat(32)}`,
    ALLOW_PLAIN_KAFKA: 'true',
    ALLOW_PLAIN_POSTGRES: 'true',
    ALLOW_PLAIN_SMPP: 'true',
    WEBHOOK_RATE_PER_SECOND: '1',
    ...webhookProviders(),
  });

  const stops = Array.from({ length: 8 }, () => ({ from: newHandset(), to: CODE, text: 'STOP' }));
  const receipts = Array.from({ length: 8 }, (_, n) => ({ smscId: `a${n}`, stat: 'DELIVRD' }));
  const [taken, answers] = await Promise.all([
    Promise.all(stops.map((stop) => postSigned(service.url, 'mo', stop))),
    Promise.all(receipts.map((receipt) => postSigned(service.url, 'receipts', receipt))),
  ]);
  expect(taken.map(({ status }) => status)).toEqual(stops.map(() => 202));
  const refused = answers.filter(({ status }) => status === 429);
  expect(answers.filter(({ status }) => status === 202).length).toBeGreaterThanOrEqual(2);
  expect(refused.length).toBeGreaterThanOrEqual(1);
  for (const answer of refused) {
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(await answer.json()).toMatchObject({ code: 'too-many-requests' });
  }
  // Receipts that were sent back are taken when they come again.
  await eventually('they are taken', async () => {
    const again = await postSigned(service.url, 'receipts', receipts[0] ?? {});
    return again.status === 202;
  });
});
