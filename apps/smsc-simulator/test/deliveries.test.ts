import { eventually } from '@stopsms/testing';
import type { Delivery } from '@stopsms/smpp';
import { ANNE, Rig, submit } from './rig';

let rig: Rig;

beforeEach(async () => {
  rig = await Rig.start();
});

afterEach(() => rig.close());

const textOf = (delivery: Delivery): string => (delivery.kind === 'mo' ? delivery.text : delivery.kind);
const countsOf = async (kind: 'mos' | 'receipts') => (await rig.get<Record<string, object>>('/stats'))[kind];

test('deliveries wait without a bound receiver, and keep their order', async () => {
  await rig.bound({ bind: 'transmitter' });
  const texts = Array.from({ length: 50 }, (_, index) => `STOP ${index}`);
  for (const text of texts) await rig.reply(text);
  expect(await countsOf('mos')).toMatchObject({ sent: 0, queued: 50 });
  const inbox = await rig.inbox();
  await eventually('all MOs are taken', () => inbox.length === 50);
  expect(inbox.map(textOf)).toEqual(texts);
  await eventually('all MOs are acknowledged', async () => {
    expect(await countsOf('mos')).toMatchObject({ sent: 50, acknowledged: 50, retried: 0, queued: 0 });
    return true;
  });
});

test('receivers take turns', async () => {
  const inboxes = [await rig.inbox(), await rig.inbox()];
  for (let sent = 0; sent < 10; sent += 1) await rig.reply('STOP');
  await eventually('all MOs are taken', () => inboxes.flat().length === 10);
  expect(inboxes.map((inbox) => inbox.length)).toEqual([5, 5]);
});

test('an unacknowledged MO is sent again with the same id, until it is acknowledged', async () => {
  let refusals = 3;
  const inbox = await rig.inbox(async () => {
    refusals -= 1;
    if (refusals >= 0) throw new Error('Kafka is down.');
  });
  const id = await rig.reply('STOP');
  await eventually('the MO is acknowledged', async () => {
    expect(await countsOf('mos')).toEqual({ sent: 1, acknowledged: 1, retried: 3, repeated: 0, queued: 0 });
    return true;
  });
  expect(inbox).toHaveLength(4);
  expect(new Set(inbox.map(({ dedupeId }) => dedupeId))).toEqual(new Set([`mo-${id}`]));
});

test('an unanswered MO is sent again', async () => {
  await rig.behave({ deliverTimeoutMs: 30 });
  let isSilent = true;
  const inbox = await rig.inbox(() => (isSilent ? new Promise(() => undefined) : Promise.resolve()));
  await rig.reply('STOP');
  await eventually('the MO comes twice', () => inbox.length >= 2);
  isSilent = false;
  await eventually('the MO is acknowledged', async () => {
    expect(await countsOf('mos')).toMatchObject({ acknowledged: 1, queued: 0 });
    return true;
  });
  await rig.behave({ deliverTimeoutMs: 10_000 });
});

test('an MO in progress when the links are cut is sent again over the next link', async () => {
  let release = (): void => undefined;
  const inbox = await rig.inbox(() => new Promise((resolve) => (release = resolve)));
  await rig.reply('STOP');
  await eventually('the MO is taken', () => inbox.length === 1);
  expect((await rig.http('POST', '/disconnect')).body).toEqual({ disconnected: 1 });
  await eventually('the MO is taken again', () => inbox.length === 2);
  release();
  await eventually('the MO is acknowledged', async () => {
    expect(await countsOf('mos')).toMatchObject({ acknowledged: 1, retried: 1, queued: 0 });
    return true;
  });
});

test('an acknowledged delivery can be repeated, once, with the same id', async () => {
  await rig.behave({ repeatDeliverRate: 1 });
  const inbox = await rig.inbox();
  await rig.reply('STOP');
  await eventually('the MO comes twice', () => inbox.length === 2);
  expect(inbox[1]).toEqual(inbox[0]);
  expect(await countsOf('mos')).toMatchObject({ sent: 1, acknowledged: 1, repeated: 1, queued: 0 });
});

test('each part gets its receipt, which names the id of its submit', async () => {
  const inbox = await rig.inbox();
  const outcomes = await submit(await rig.bound({ bind: 'transmitter' }), 'x'.repeat(200), { from: '36180' });
  await eventually('both receipts are taken', () => inbox.length === 2);
  expect(inbox).toEqual(
    outcomes.map((outcome) => ({
      kind: 'receipt',
      from: ANNE,
      to: '36180',
      dedupeId: `dlr-${outcome.outcome === 'accepted' && outcome.id}`,
      receipt: {
        messageId: outcome.outcome === 'accepted' && outcome.id,
        state: 'DELIVRD',
        error: '000',
        submittedLocal: expect.stringMatching(/^20/),
        doneLocal: expect.stringMatching(/^20/),
        isFinal: true,
      },
    })),
  );
});

test.each([
  { it: 'no receipt', registered_delivery: 0, to: ANNE, states: [] },
  { it: 'a receipt of success only', registered_delivery: 3, to: ANNE, states: ['DELIVRD'] },
  { it: 'a receipt of failure only', registered_delivery: 2, to: ANNE, states: [] },
  {
    it: 'a receipt of failure only, for one that fails',
    registered_delivery: 2,
    to: '+33639980002',
    states: ['UNDELIV'],
  },
])('a submit that asks for $it gets that', async ({ registered_delivery, to, states }) => {
  await rig.behave({ undeliverable: { '+33639980002': { stat: 'UNDELIV', err: '053' } } });
  const inbox = await rig.inbox();
  const session = await rig.bound({ bind: 'transmitter' });
  await submit(session, 'Bonjour', { registered_delivery, to });
  await submit(session, 'the last one', { from: 'LAST' });
  const seen = await eventually(
    'the last receipt is taken',
    () => inbox.find((delivery) => delivery.to === 'LAST') && inbox,
  );
  const received = seen.flatMap((delivery) =>
    delivery.kind === 'receipt' && delivery.to !== 'LAST' ? [delivery.receipt] : [],
  );
  expect(received.map(({ state }) => state)).toEqual(states);
});

test('a number listed as undeliverable gets nothing, and its receipt says why', async () => {
  await rig.behave({ undeliverable: { [ANNE]: { stat: 'REJECTD', err: '053' } } });
  const inbox = await rig.inbox();
  await submit(await rig.bound(), 'Bonjour');
  await eventually('the receipt is taken', () => inbox.length === 1);
  expect(inbox[0]).toMatchObject({ kind: 'receipt', receipt: { state: 'REJECTD', error: '053' } });
  expect(await rig.messagesOf(ANNE)).toEqual([]);
});

test('a receipt can come before the response of its submit', async () => {
  await rig.behave({ receiptBeforeResponse: true });
  const events: string[] = [];
  const session = rig.session();
  session.onDeliver(async (delivery) => void events.push(delivery.kind));
  session.open();
  const [outcome] = await submit(session, 'Bonjour');
  events.push(outcome?.outcome ?? '');
  expect(events).toEqual(['receipt', 'accepted']);
});
