import { relativeTime, shortMessages } from '@stopsms/smpp';
import { eventually } from '@stopsms/testing';
import { ANNE, Rig, submit } from './rig';

const INSTANT = /^20\d\d-\d\d-\d\dT.*Z$/;

let rig: Rig;

beforeEach(async () => {
  rig = await Rig.start({ maxMessages: 5 });
});

afterEach(() => rig.close());

test.each([
  { it: 'French in GSM-7', text: 'Garage Duval : révision à 89 €, pneus [dès] 49 €. STOP 36180', encoding: 'GSM-7' },
  { it: 'French that needs UCS-2', text: 'Noël à la Tonnelle : « leçon » d’été. STOP 36180', encoding: 'UCS-2' },
  { it: 'a long text as one message', text: `${'Été à 9 € '.repeat(40)}STOP 36180`, encoding: 'GSM-7' },
  { it: 'a long text with emoji as one message', text: `${'ê'.repeat(66)}😀${'ê'.repeat(66)}`, encoding: 'UCS-2' },
  { it: 'an empty text', text: '', encoding: 'GSM-7' },
])('a handset shows $it', async ({ text, encoding }) => {
  const outcomes = await submit(await rig.bound(), text);
  const [first] = outcomes;
  expect(first).toMatchObject({ outcome: 'accepted' });
  expect(await rig.messagesOf(ANNE)).toEqual([
    {
      sequence: 1,
      to: ANNE,
      from: 'ALBA',
      text,
      at: expect.stringMatching(INSTANT),
      ...(outcomes.length > 1 && { begunAt: expect.stringMatching(INSTANT) }),
      messageId: first?.outcome === 'accepted' && first.id,
      partIds: outcomes.map((outcome) => outcome.outcome === 'accepted' && outcome.id),
      encoding,
    },
  ]);
});

test('parts that come in another order are one message, shown when the last is there', async () => {
  const session = await rig.bound();
  const text = 'x'.repeat(400);
  const [first, second, third] = shortMessages({ from: '36180', to: ANNE, text, reference: 7 });
  if (!first || !second || !third) throw new Error('The text has three parts.');
  for (const part of [third, first]) await session.submit({ ...part, registered_delivery: 0 });
  expect(await rig.messagesOf(ANNE)).toEqual([]);
  const between = Date.now();
  await eventually('the clock has moved on', () => Date.now() > between);
  await session.submit({ ...second, registered_delivery: 0 });
  const [message] = await rig.messagesOf(ANNE);
  expect(message).toMatchObject({ from: '36180', text });
  expect(Date.parse(message?.begunAt ?? '')).toBeLessThanOrEqual(between);
  expect(Date.parse(message?.at ?? '')).toBeGreaterThan(between);
});

test('a message has the end of its validity', async () => {
  const session = await rig.bound();
  const [part] = shortMessages({ from: 'ALBA', to: ANNE, text: 'Bonjour', reference: 0 });
  if (!part) throw new Error('A text has at least one part.');
  await session.submit({ ...part, registered_delivery: 0, validity_period: relativeTime(3_600_000) });
  const [message] = (await rig.messagesOf(ANNE)) as { at: string; validUntil?: string }[];
  expect(Date.parse(message?.validUntil ?? '') - Date.parse(message?.at ?? '')).toBe(3_600_000);
});

test.each(['+33639980001', '%2B33639980001', '33639980001'])('a handset is found as %s', async (e164) => {
  await submit(await rig.bound(), 'Bonjour');
  expect(await rig.get(`/handsets/${e164}/messages`)).toMatchObject([{ text: 'Bonjour' }]);
});

test('all messages can be paged through by sequence, the oldest are forgotten, and the record can be cleared', async () => {
  const session = await rig.bound();
  for (const text of ['1', '2', '3', '4', '5', '6']) await submit(session, text);
  expect(await rig.get('/messages')).toMatchObject(['2', '3', '4', '5', '6'].map((text) => ({ text })));
  expect(await rig.get('/messages?since=4&limit=1')).toMatchObject([
    { sequence: 5, text: '5', to: ANNE, from: 'ALBA' },
  ]);
  expect((await rig.http('DELETE', '/handsets')).status).toBe(204);
  expect(await rig.get('/messages')).toEqual([]);
  expect(await rig.messagesOf(ANNE)).toEqual([]);
  await submit(session, '7');
  expect(await rig.get('/messages')).toMatchObject([{ sequence: 7, text: '7' }]);
});

test.each([
  { it: 'STOP', text: 'STOP' },
  { it: 'an empty reply', text: '' },
  { it: 'a reply in UCS-2', text: 'Arrêtez ça 🙏' },
])('$it reaches the receiver as one MO', async ({ text }) => {
  const inbox = await rig.inbox();
  const id = await rig.reply(text);
  await eventually('the MO is taken', () => inbox.length === 1);
  expect(inbox).toEqual([{ kind: 'mo', from: ANNE, to: '36180', text, dedupeId: `mo-${id}` }]);
});

test('a long reply goes out as a phone cuts it', async () => {
  const inbox = await rig.inbox();
  const text = `STOP ${'arrêtez '.repeat(20)}`;
  await rig.reply(text);
  await eventually('all parts are taken', () => inbox.length === 3);
  const parts = inbox.map((delivery) => (delivery.kind === 'mo' ? delivery : undefined));
  expect(parts.map((mo) => mo?.part)).toEqual([1, 2, 3].map((sequence) => ({ reference: 0, total: 3, sequence })));
  expect(parts.map((mo) => mo?.text).join('')).toBe(text);
  expect(new Set(parts.map((mo) => mo?.dedupeId)).size).toBe(3);
});

test('the list of replies shows when each was acknowledged', async () => {
  const id = await rig.reply('STOP');
  expect(await rig.get('/replies')).toMatchObject([
    { sequence: 1, id, from: ANNE, sentAt: null, acknowledgedAt: null },
  ]);
  await rig.inbox();
  const instant = expect.stringMatching(/Z$/) as string;
  await eventually('the reply is acknowledged', async () => {
    expect(await rig.get('/replies?since=0')).toMatchObject([
      { id, text: 'STOP', sentAt: instant, acknowledgedAt: instant },
    ]);
    return true;
  });
});

test.each([
  {
    it: 'a handset in national form',
    path: '/handsets/0639980001/reply',
    body: { to: '36180', text: 'STOP' },
    status: 400,
    detail: /^handset: /,
  },
  {
    it: 'a name as recipient',
    path: `/handsets/${ANNE}/reply`,
    body: { to: 'ALBA', text: 'STOP' },
    status: 400,
    detail: /^reply\.to: .*name/,
  },
  { it: 'no text', path: `/handsets/${ANNE}/reply`, body: { to: '36180' }, status: 400, detail: /^reply\.text: / },
  { it: 'broken JSON', path: `/handsets/${ANNE}/reply`, body: '{', status: 400, detail: /^The body is not JSON: / },
  {
    it: 'no body',
    path: `/handsets/${ANNE}/reply`,
    body: undefined,
    status: 400,
    detail: /^reply\.to: .*reply\.text: /,
  },
  {
    it: 'a text of 256 parts',
    path: `/handsets/${ANNE}/reply`,
    body: { to: '36180', text: 'x'.repeat(153 * 255 + 1) },
    status: 422,
    detail: /256 parts/,
  },
  {
    it: 'a body above 1 MB',
    path: `/handsets/${ANNE}/reply`,
    body: { to: '36180', text: 'x'.repeat(1_100_000) },
    status: 413,
    detail: /too large/,
  },
])('a reply with $it is refused with a problem', async ({ path, body, status, detail }) => {
  const answer = await rig.http('POST', path, body);
  expect(answer).toMatchObject({ status, type: 'application/problem+json; charset=utf-8' });
  expect(answer.body).toMatchObject({ status, detail: expect.stringMatching(detail) });
});
