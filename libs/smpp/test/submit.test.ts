import { once } from 'node:events';
import { PDU, Requests, STATUS, Session, type SmppSession, type SubmitSm, relativeTime, shortMessages } from '../src';
import { Operator, accept, bound, refuseWith, sessionTo, staySilent, untilState } from './operator';

let operator: Operator;
let session: SmppSession;

beforeEach(async () => {
  operator = await Operator.start();
});

afterEach(async () => {
  await session.close();
  await operator.stop();
});

function submitSm(text = 'Bonjour'): SubmitSm {
  const [message] = shortMessages({ from: '36180', to: '+33639980012', text, reference: 1 });
  if (!message) throw new Error('A text has at least one part.');
  return { ...message, registered_delivery: 1, validity_period: relativeTime(3_600_000) };
}

test('an accepted submit has the id of the peer, and its fields arrive as they were given', async () => {
  session = await bound(operator);
  await expect(session.submit(submitSm('Été à 9 €'))).resolves.toEqual({ outcome: 'accepted', id: 'id-2' });
  expect(operator.received.at(-1)).toMatchObject(submitSm('Été à 9 €'));
});

test.each([STATUS.ESME_RTHROTTLED, STATUS.ESME_RMSGQFUL, 0x402])(
  'a refused submit has the status %d',
  async (status) => {
    operator.answers['submit_sm'] = refuseWith(status);
    session = await bound(operator);
    await expect(session.submit(submitSm())).resolves.toEqual({ outcome: 'rejected', status });
  },
);

test.each([
  {
    it: 'no answer in time',
    answer: staySilent,
    reason: 'response-timeout',
  },
  {
    it: 'a link lost before the answer',
    answer: (link: { destroy(): void }) => link.destroy(),
    reason: 'link-lost',
  },
  {
    it: 'an acceptance without id',
    answer: (link: { send(pdu: PDU): boolean }, pdu: PDU) => void link.send(pdu.response()),
    reason: 'unreadable-response',
  },
])('a submit with $it is unknown', async ({ answer, reason }) => {
  operator.answers['submit_sm'] = answer;
  session = await bound(operator, { responseTimeoutMs: 300 });
  await expect(session.submit(submitSm())).resolves.toMatchObject({ outcome: 'unknown', reason });
});

test.each([
  { it: 'accepts it', answer: accept, late: { outcome: 'accepted', id: 'id-2' } },
  { it: 'refuses it', answer: refuseWith(STATUS.ESME_RTHROTTLED), late: { outcome: 'rejected', status: 0x58 } },
  {
    it: 'has the command of another request',
    answer: (link: Session, pdu: PDU) =>
      void link.send(new PDU('unbind_resp', { sequence_number: pdu.sequence_number, command_status: 0x58 })),
    late: { outcome: 'unknown', reason: 'unreadable-response' },
  },
])('a response after the timeout that $it is reported over the same connection, the first alone', async (late) => {
  operator.answers['submit_sm'] = staySilent;
  session = await bound(operator, { responseTimeoutMs: 200 });
  const first = await session.submit(submitSm());
  const pdu = operator.received.at(-1) as PDU;
  late.answer(operator.link, pdu);
  refuseWith(STATUS.ESME_RSYSERR)(operator.link, pdu);
  expect(await (first as { late?: Promise<unknown> }).late).toEqual(late.late);
  operator.answers['submit_sm'] = accept;
  await expect(session.submit(submitSm())).resolves.toMatchObject({ outcome: 'accepted' });
});

test('a response to a request that was never made is a fault once in each connection, and is ignored', async () => {
  session = await bound(operator);
  const faults: string[] = [];
  session.on('fault', ({ message }) => faults.push(message));
  const strays = async () => {
    for (const sequence_number of [0, 77, 78]) {
      operator.link.send(new PDU('submit_sm_resp', { sequence_number, message_id: 'x' }));
    }
    await expect(session.submit(submitSm())).resolves.toEqual({ outcome: 'accepted', id: 'id-2' });
    // A second response to a request that has one.
    operator.link.send(new PDU('submit_sm_resp', { sequence_number: 2, message_id: 'y' }));
    await new Promise((resolve) => operator.link.send(new PDU('enquire_link'), resolve));
  };
  await strays();
  expect(faults).toEqual(['the peer responds to a request that was never made: submit_sm_resp 0']);
  operator.link.destroy();
  await untilState(session, 'waiting');
  await untilState(session, 'bound');
  await strays();
  expect(faults).toHaveLength(2);
});

test('late responses are recognized for a bounded number of requests', async () => {
  operator.answers['enquire_link'] = staySilent;
  const client = new Session({ host: '127.0.0.1', port: operator.port });
  await once(client, 'connect');
  const requests = new Requests(client, { minLate: 2 });
  const resolved: number[] = [];
  const replies = await Promise.all([1, 2, 3, 4].map(() => requests.make(new PDU('enquire_link'), 50)));
  replies.forEach((reply, n) => {
    if (reply.kind === 'timeout') void reply.late.then(() => resolved.push(n + 1));
  });
  for (const pdu of operator.received) accept(operator.link, pdu);
  operator.answers = {};
  await requests.make(new PDU('enquire_link'), 1_000);
  expect([replies.map(({ kind }) => kind), resolved]).toEqual([Array(4).fill('timeout'), [3, 4]]);
  session = sessionTo(operator);
  client.destroy();
});

test('an answer that came while the process was frozen is read, though its time is over on waking', async () => {
  operator.answers['submit_sm'] = (link, pdu) => {
    accept(link, pdu);
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 500);
  };
  session = await bound(operator, { responseTimeoutMs: 300 });
  await expect(session.submit(submitSm())).resolves.toMatchObject({ outcome: 'accepted' });
});

test('a peer that unbinds gets its outstanding responses, and later submits use the next link', async () => {
  const held: PDU[] = [];
  operator.answers['submit_sm'] = (_, pdu) => void held.push(pdu);
  session = await bound(operator);
  const outcomes = [1, 2].map(() => session.submit(submitSm()));
  await operator.next('submit_sm');
  const { link } = operator;
  const events: string[] = [];
  const unbound = new Promise((resolve) => link.send(new PDU('unbind'), resolve)).then(() => {
    events.push('unbind_resp');
    link.destroy();
  });
  await new Promise((resolve) => link.send(new PDU('enquire_link'), resolve));
  const next = session.submit(submitSm());
  expect([held.length, events]).toEqual([2, []]);
  operator.answers = {};
  for (const pdu of held) link.send(pdu.response({ message_id: 'x' }));
  await unbound;
  expect(await Promise.all(outcomes)).toEqual([1, 2].map(() => ({ outcome: 'accepted', id: 'x' })));
  expect(await next).toMatchObject({ outcome: 'accepted' });
  expect(operator.links).toHaveLength(2);
});

test('disconnects a peer that unbinds and answers nothing more', async () => {
  operator.answers['submit_sm'] = staySilent;
  session = await bound(operator, { closeTimeoutMs: 50 });
  const outcome = session.submit(submitSm());
  await operator.next('submit_sm');
  await new Promise((resolve) => operator.link.send(new PDU('unbind'), resolve));
  expect(await outcome).toEqual({ outcome: 'unknown', reason: 'link-lost' });
});

test('an unanswered submit frees its slot in the window', async () => {
  operator.answers['submit_sm'] = staySilent;
  session = await bound(operator, { responseTimeoutMs: 200, window: 1 });
  const first = session.submit(submitSm());
  const second = session.submit(submitSm());
  await first;
  operator.answers['submit_sm'] = accept;
  await expect(second).resolves.toMatchObject({ outcome: 'accepted' });
});

test('a submit waits for the link, and is not sent when it waits too long', async () => {
  const { port } = operator;
  await operator.stop();
  session = sessionTo({ port }, { submitWaitMs: 30 });
  session.open();
  await expect(session.submit(submitSm())).resolves.toEqual({ outcome: 'not-sent', reason: 'not-bound-in-time' });
  operator = await Operator.start({}, port);
  await untilState(session, 'bound');
  await expect(session.submit(submitSm())).resolves.toMatchObject({ outcome: 'accepted' });
  expect(operator.countOf('submit_sm')).toBe(1);
});

test('without time to wait, a submit is written within the call or returned', async () => {
  const held: PDU[] = [];
  operator.answers['submit_sm'] = (_, pdu) => void held.push(pdu);
  session = sessionTo(operator, { submitWaitMs: 0, window: 1 });
  const notSent = { outcome: 'not-sent', reason: 'not-bound-in-time' };
  await expect(session.submit(submitSm())).resolves.toEqual(notSent);
  session.open();
  await untilState(session, 'bound');
  const first = session.submit(submitSm());
  expect(session.unanswered).toBe(1);
  await expect(session.submit(submitSm())).resolves.toEqual(notSent);
  while (held.length === 0) await operator.next('submit_sm');
  for (const pdu of held) accept(operator.link, pdu);
  await expect(first).resolves.toMatchObject({ outcome: 'accepted' });
  operator.answers = {};
  await expect(session.submit(submitSm())).resolves.toMatchObject({ outcome: 'accepted' });
});

test('no more submits than the window are unanswered, and they leave in order', async () => {
  const held: PDU[] = [];
  operator.answers['submit_sm'] = (_, pdu) => void held.push(pdu);
  session = await bound(operator, { window: 3 });
  const texts = Array.from({ length: 20 }, (_, index) => `texte ${index}`);
  const outcomes = Promise.all(texts.map((text) => session.submit(submitSm(text))));
  const read: string[] = [];
  while (read.length < texts.length) {
    if (held.length === 0) await operator.next('submit_sm');
    expect(held.length).toBeLessThanOrEqual(3);
    for (const pdu of held.splice(0)) {
      read.push(String(pdu['short_message']));
      accept(operator.link, pdu);
    }
  }
  expect(read).toEqual(texts);
  await expect(outcomes).resolves.toHaveLength(20);
});

test('submits under way are unknown, those waiting leave once, over the next link', async () => {
  operator.answers['submit_sm'] = staySilent;
  session = await bound(operator, { window: 2 });
  const outcomes = Promise.all(['1', '2', '3', '4'].map((text) => session.submit(submitSm(text))));
  while (operator.countOf('submit_sm') < 2) await operator.next('submit_sm');
  operator.answers['submit_sm'] = accept;
  operator.link.destroy();
  expect((await outcomes).map(({ outcome }) => outcome)).toEqual(['unknown', 'unknown', 'accepted', 'accepted']);
  expect(operator.countOf('submit_sm')).toBe(4);
});

test('close waits for outstanding responses and returns submits that were not written', async () => {
  const held: PDU[] = [];
  operator.answers['submit_sm'] = (_, pdu) => void held.push(pdu);
  session = await bound(operator, { window: 1 });
  const written = session.submit(submitSm());
  const waiting = session.submit(submitSm());
  await operator.next('submit_sm');
  const closed = session.close();
  await expect(waiting).resolves.toEqual({ outcome: 'not-sent', reason: 'closed' });
  await expect(session.submit(submitSm())).resolves.toEqual({ outcome: 'not-sent', reason: 'closed' });
  expect(operator.countOf('unbind')).toBe(0);
  for (const pdu of held) accept(operator.link, pdu);
  await expect(written).resolves.toMatchObject({ outcome: 'accepted' });
  await closed;
  expect(operator.countOf('unbind')).toBe(1);
});

test('close does not wait for ever for a peer that owes an answer', async () => {
  operator.answers = { submit_sm: staySilent, unbind: staySilent };
  session = await bound(operator, { closeTimeoutMs: 30 });
  const written = session.submit(submitSm());
  await operator.next('submit_sm');
  await session.close();
  await expect(written).resolves.toEqual({ outcome: 'unknown', reason: 'link-lost' });
});

test('fields that cannot be written are an error of the caller, and the next submit leaves', async () => {
  session = await bound(operator, { window: 1 });
  await expect(session.submit({ ...submitSm(), short_message: Buffer.alloc(300) })).rejects.toMatchObject({
    name: 'RangeError',
  });
  await expect(session.submit(submitSm())).resolves.toMatchObject({ outcome: 'accepted' });
});
