import { once } from 'node:events';
import { type AddressInfo, type Server, type Socket, createServer } from 'node:net';
import { PDU, STATUS, type SmppSession, shortMessages } from '../src';
import { Operator, bound, refuseWith, sessionTo, staySilent, untilState } from './operator';

let operator: Operator;
let session: SmppSession;
let server: Server | undefined;

beforeEach(async () => {
  operator = await Operator.start();
});

afterEach(async () => {
  await session.close();
  await operator.stop();
  server?.close();
  server = undefined;
});

/** A peer that speaks what the test writes. */
async function rawPeer(onConnection: (socket: Socket) => void): Promise<{ port: number }> {
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    onConnection(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { port: (server.address() as AddressInfo).port };
}

test.each(['transmitter', 'receiver', 'transceiver'] as const)('binds as %s with SMPP 3.4', async (bind) => {
  session = await bound(operator, { bind });
  expect(session.isBound).toBe(true);
  expect(operator.received[0]).toMatchObject({
    command: `bind_${bind}`,
    system_id: 'stopsms',
    password: 'secret',
    interface_version: 0x34,
  });
});

test('says which status refused the bind, and binds once it is allowed', async () => {
  operator.answers['bind_transceiver'] = refuseWith(STATUS.ESME_RINVPASWD);
  session = sessionTo(operator);
  session.open();
  const [end] = await untilState(session, 'waiting');
  expect(end).toEqual({ reason: 'the peer refused the bind: ESME_RINVPASWD (0x0e)', status: 0x0e });
  operator.answers = {};
  await untilState(session, 'bound');
});

test.each([STATUS.ESME_RINVPASWD, STATUS.ESME_RINVSYSID])(
  'with stopOnWrongCredentials, it ends permanently when the peer refuses its account (status %d)',
  async (status) => {
    operator.answers['bind_transceiver'] = refuseWith(status);
    session = sessionTo(operator, { stopOnWrongCredentials: true });
    session.open();
    const [end] = await untilState(session, 'refused');
    expect(end).toMatchObject({ status });
    operator.answers = {};
    await session.close();
    expect(operator.countOf('bind_transceiver')).toBe(1);
  },
);

test('on rebind, it waits for outstanding responses, unbinds and binds again', async () => {
  const held: PDU[] = [];
  operator.answers['submit_sm'] = (_, pdu) => void held.push(pdu);
  session = await bound(operator);
  const [message] = shortMessages({ from: '36180', to: '+33639980012', text: 'Bonjour', reference: 1 });
  if (!message) throw new Error('A text has at least one part.');
  const outcome = session.submit({ ...message, registered_delivery: 1 });
  await operator.next('submit_sm');
  const rebound = session.rebind();
  expect(session.isBound).toBe(false);
  expect(operator.countOf('unbind')).toBe(0);
  for (const pdu of held) operator.link.send(pdu.response({ message_id: 'x' }));
  await expect(outcome).resolves.toEqual({ outcome: 'accepted', id: 'x' });
  await rebound;
  await untilState(session, 'bound');
  expect(operator.countOf('bind_transceiver')).toBe(2);
});

test.each([
  { it: 'destroys the connection', end: () => operator.link.destroy(), reason: 'the peer closed the connection' },
  { it: 'unbinds', end: () => operator.link.send(new PDU('unbind')), reason: 'the peer unbound' },
])('binds again after the peer $it', async ({ end, reason }) => {
  session = await bound(operator);
  const waiting = untilState(session, 'waiting');
  end();
  expect(await waiting).toEqual([{ reason }]);
  await untilState(session, 'bound');
  expect(operator.countOf('bind_transceiver')).toBe(2);
});

test('gives up a peer that takes the connection and never answers the bind', async () => {
  const { port } = await rawPeer(() => undefined);
  session = sessionTo({ port }, { connectTimeoutMs: 30 });
  session.open();
  expect(await untilState(session, 'waiting')).toEqual([{ reason: 'not bound within 30 ms' }]);
});

test('keeps a link whose enquire_link is answered and leaves one whose is not', async () => {
  session = await bound(operator, { enquireLinkMs: 10, responseTimeoutMs: 300 });
  for (let answered = 0; answered < 5; answered += 1) await operator.next('enquire_link');
  expect(session.isBound).toBe(true);
  operator.answers['enquire_link'] = staySilent;
  expect(await untilState(session, 'waiting')).toEqual([{ reason: 'the peer left enquire_link unanswered' }]);
});

test.each([
  { it: 'enquire_link with ROK', request: 'enquire_link', response: 'enquire_link_resp', status: 0 },
  { it: 'what it does not know with a nack', request: 'query_sm', response: 'generic_nack', status: 3 },
])('answers $it', async ({ request, response, status }) => {
  session = await bound(operator);
  const answer = await new Promise<PDU>((resolve) => operator.link.send(new PDU(request), resolve));
  expect(answer).toMatchObject({ command: response, command_status: status });
});

test('alert_notification, which has no response, is left without one', async () => {
  session = await bound(operator);
  const received: string[] = [];
  operator.link.on('pdu', (pdu: PDU) => received.push(pdu.command));
  operator.link.send(new PDU('alert_notification'));
  await new Promise((resolve) => operator.link.send(new PDU('enquire_link'), resolve));
  expect(received).toEqual(['enquire_link_resp']);
});

test.each([
  { it: 'a PDU above the limit', octets: '7fffffff000000050000000000000001' },
  { it: 'a PDU shorter than its header', octets: '00000004' },
  { it: 'a length of zero', octets: '00000000' },
  { it: 'another protocol', octets: Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n').toString('hex') },
])('leaves a peer that sends $it, and stays alive', async ({ octets }) => {
  session = await bound(operator);
  const waiting = untilState(session, 'waiting');
  operator.link.socket.write(Buffer.from(octets, 'hex'));
  const [end] = (await waiting) as [{ reason: string }];
  expect(end.reason).toMatch(/^The peer announced a PDU of \d+ octets/);
  await untilState(session, 'bound');
});

test('close unbinds and lets the peer go; nothing is opened again', async () => {
  session = await bound(operator);
  const unbound = operator.next('unbind');
  await session.close();
  await unbound;
  expect(session.state).toBe('closed');
  expect(operator.links).toHaveLength(1);
});

test('close ends at once while it connects or waits', async () => {
  const { port } = await rawPeer(() => undefined);
  session = sessionTo({ port });
  session.open();
  await session.close();
  expect(session.state).toBe('closed');
});
