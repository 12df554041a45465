import { once } from 'node:events';
import { PDU, STATUS, Session } from '@stopsms/smpp';
import { eventually } from '@stopsms/testing';
import { ANNE, Rig, submit } from './rig';

let rig: Rig;

beforeEach(async () => {
  rig = await Rig.start();
});

afterEach(() => rig.close());

/** A connection of the package itself, without our session around it. */
async function rawLink(): Promise<{ link: Session; ask(pdu: PDU): Promise<PDU> }> {
  const link = new Session({ host: '127.0.0.1', port: rig.smppPort });
  link.on('error', () => undefined);
  await once(link, 'connect');
  return { link, ask: (pdu) => new Promise((resolve) => link.send(pdu, resolve)) };
}

test.each(['transmitter', 'receiver', 'transceiver'] as const)('a %s binds and is counted', async (bind) => {
  await rig.bound({ bind });
  expect(await rig.get('/stats')).toMatchObject({
    binds: { transmitter: 0, receiver: 0, transceiver: 0, [bind]: 1 },
  });
});

test.each([
  { it: 'an unknown system id', options: { systemId: 'nobody' }, status: STATUS.ESME_RBINDFAIL },
  { it: 'a wrong password', options: { password: 'wrong' }, status: STATUS.ESME_RINVPASWD },
])('a bind with $it is refused', async ({ options, status }) => {
  const session = rig.session(options);
  session.open();
  let end: unknown;
  for (let state = ''; state !== 'waiting';) [state, end] = (await once(session, 'state')) as [string, unknown];
  expect(end).toMatchObject({ status });
  expect(await rig.get('/stats')).toMatchObject({ bindsRefused: 1, binds: { transceiver: 0 } });
});

test('refuses binds while so configured', async () => {
  await rig.behave({ refuseBinds: true });
  const session = rig.session();
  session.open();
  await eventually(
    'a bind is refused',
    async () => (await rig.get<{ bindsRefused: number }>('/stats')).bindsRefused > 0,
  );
  await rig.behave({ refuseBinds: false });
  await eventually('the session is bound', () => session.isBound);
});

test('a second bind on one connection, and a submit before any, are refused', async () => {
  const { link, ask } = await rawLink();
  const bind = (): PDU => new PDU('bind_receiver', { system_id: 'stopsms', password: 'secret' });
  expect(await ask(new PDU('submit_sm', { short_message: Buffer.alloc(0) }))).toMatchObject({ command_status: 0x04 });
  expect(await ask(bind())).toMatchObject({ command: 'bind_receiver_resp', command_status: 0, system_id: 'SIMULATOR' });
  expect(await ask(bind())).toMatchObject({ command_status: STATUS.ESME_RALYBND });
  link.destroy();
});

test('garbage, a malformed submit and an unknown command end only themselves', async () => {
  const { link: garbage } = await rawLink();
  garbage.socket.write('GET / HTTP/1.1\r\n\r\n');
  await once(garbage, 'close');
  const { link, ask } = await rawLink();
  await ask(new PDU('bind_transmitter', { system_id: 'stopsms', password: 'secret' }));
  expect(await ask(new PDU('query_sm'))).toMatchObject({ command: 'generic_nack', command_status: 3 });
  const malformed = once(link, 'submit_sm_resp');
  link.socket.write(Buffer.from('00000010000000040000000000000063', 'hex'));
  expect((await malformed)[0]).toMatchObject({ sequence_number: 0x63, command_status: STATUS.ESME_RINVMSGLEN });
  expect(await ask(new PDU('enquire_link'))).toMatchObject({ command: 'enquire_link_resp', command_status: 0 });
  link.destroy();
});

test.each([
  { it: 'throttles', change: { throttleRate: 1 }, status: STATUS.ESME_RTHROTTLED, name: '0x58' },
  { it: 'has a full queue', change: { queueFullRate: 1 }, status: STATUS.ESME_RMSGQFUL, name: '0x14' },
  { it: 'errs', change: { errorRate: 1, errorStatus: 0x45 }, status: 0x45, name: '0x45' },
])('an operator that $it refuses the submit and shows nothing', async ({ change, status, name }) => {
  await rig.behave(change);
  expect(await submit(await rig.bound(), 'Bonjour')).toEqual([{ outcome: 'rejected', status }]);
  expect(await rig.messagesOf(ANNE)).toEqual([]);
  expect(await rig.get('/stats')).toMatchObject({ submits: 1, accepted: 0, rejected: { [name]: 1 } });
});

test('a submit to a name is refused', async () => {
  const outcomes = await submit(await rig.bound(), 'Bonjour', { to: 'ALBA' });
  expect(outcomes).toEqual([{ outcome: 'rejected', status: STATUS.ESME_RINVDSTADR }]);
});

test('a submit can be accepted and never answered', async () => {
  await rig.behave({ noResponseRate: 1 });
  const session = await rig.bound({ responseTimeoutMs: 50 });
  expect(await submit(session, 'Bonjour')).toMatchObject([{ outcome: 'unknown', reason: 'response-timeout' }]);
  expect(await rig.messagesOf(ANNE)).toMatchObject([{ text: 'Bonjour' }]);
  expect(await rig.get('/stats')).toMatchObject({ accepted: 1, unanswered: 1 });
});

test('a connection can be dropped at its n-th submit', async () => {
  await rig.behave({ dropConnectionAfter: 2 });
  const session = await rig.bound();
  expect(await submit(session, '1')).toMatchObject([{ outcome: 'accepted' }]);
  expect(await submit(session, '2')).toEqual([{ outcome: 'unknown', reason: 'link-lost' }]);
  expect(await submit(session, '3')).toMatchObject([{ outcome: 'accepted' }]);
  expect(await rig.messagesOf(ANNE)).toMatchObject([{ text: '1' }, { text: '2' }, { text: '3' }]);
});

test('a response can be late', async () => {
  await rig.behave({ submitDelayMs: 80 });
  const session = await rig.bound();
  const startedAt = performance.now();
  expect(await submit(session, 'Bonjour')).toMatchObject([{ outcome: 'accepted' }]);
  expect(performance.now() - startedAt).toBeGreaterThan(75);
});

test('a response can be withheld, and leaves on request', async () => {
  await rig.behave({ withholdResponses: true });
  const session = await rig.bound({ responseTimeoutMs: 50 });
  const [outcome] = await submit(session, 'Bonjour');
  expect(outcome).toMatchObject({ outcome: 'unknown', reason: 'response-timeout' });
  await rig.behave({ withholdResponses: false });
  const late = outcome && 'late' in outcome ? await outcome.late : undefined;
  const [message] = await rig.messagesOf(ANNE);
  expect(late).toEqual({ outcome: 'accepted', id: message?.messageId });
});

test('the simulator unbinds its peers when it closes', async () => {
  const { link, ask } = await rawLink();
  await ask(new PDU('bind_receiver', { system_id: 'stopsms', password: 'secret' }));
  const unbound = once(link, 'unbind');
  await rig.close();
  expect((await unbound)[0]).toMatchObject({ command: 'unbind' });
  rig = await Rig.start();
});
