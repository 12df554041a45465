import { once } from 'node:events';
import { type Delivery, PDU, STATUS, type SmppSession } from '../src';
import { Operator, bound, untilState } from './operator';

const MO = {
  source_addr_ton: 1,
  source_addr: '33639980012',
  dest_addr_ton: 3,
  destination_addr: '36180',
  short_message: Buffer.from('STOP'),
  incoming_id: 'mo-1',
};

let operator: Operator;
let session: SmppSession;

beforeEach(async () => {
  operator = await Operator.start();
  session = await bound(operator, { bind: 'receiver', deliveryWindow: 2 });
});

afterEach(async () => {
  await session.close();
  await operator.stop();
});

test('a delivery is acknowledged only once its handler has ended', async () => {
  let end = (): void => undefined;
  const taken = new Promise<Delivery>((resolve) =>
    session.onDeliver((delivery) => {
      resolve(delivery);
      return new Promise((done) => (end = done));
    }),
  );
  const answered: PDU[] = [];
  const answer = operator.deliver(MO).then((pdu) => answered.push(pdu));
  expect(await taken).toMatchObject({ kind: 'mo', from: '+33639980012', to: '36180', text: 'STOP', dedupeId: 'mo-1' });
  expect(answered).toHaveLength(0);
  end();
  await answer;
  expect(answered[0]).toMatchObject({ command: 'deliver_sm_resp', command_status: STATUS.ESME_ROK });
});

test.each([
  { it: 'rejects', handler: () => Promise.reject(new Error('Kafka is down.')) },
  {
    it: 'throws',
    handler: () => {
      throw new Error('Kafka is down.');
    },
  },
])('a delivery whose handler $it is refused for now, and the fault is reported', async ({ handler }) => {
  session.onDeliver(handler);
  const fault = once(session, 'fault');
  expect((await operator.deliver(MO)).command_status).toBe(STATUS.ESME_RX_T_APPN);
  expect(await fault).toEqual([new Error('Kafka is down.')]);
});

test.each(['deliver_sm', 'data_sm'])('a %s without a handler is refused for now', async (command) => {
  expect(await operator.deliver(MO, command)).toMatchObject({
    command: `${command}_resp`,
    command_status: STATUS.ESME_RX_T_APPN,
  });
});

test('more deliveries than the window are refused for now', async () => {
  const ends: (() => void)[] = [];
  session.onDeliver(() => new Promise((done) => ends.push(done)));
  const first = [operator.deliver(MO), operator.deliver(MO)];
  expect((await operator.deliver(MO)).command_status).toBe(STATUS.ESME_RX_T_APPN);
  ends.forEach((end) => end());
  expect((await Promise.all(first)).map((pdu) => pdu.command_status)).toEqual([0, 0]);
});

test('a malformed deliver_sm is refused permanently, and the next one is accepted', async () => {
  const texts: string[] = [];
  session.onDeliver(async (delivery) => void texts.push(delivery.kind === 'mo' ? delivery.text : ''));
  const fault = once(session, 'fault');
  const refused = once(operator.link, 'deliver_sm_resp');
  // A message_state TLV of no length at the very end: the package throws on it.
  const octets = new PDU('deliver_sm', { ...MO, message_state: 2 }).toBuffer().subarray(0, -1);
  octets.writeUInt32BE(octets.length, 0);
  octets.writeUInt32BE(77, 12);
  octets.writeUInt16BE(0, octets.length - 2);
  operator.link.socket.write(octets);
  expect((await refused)[0]).toMatchObject({ sequence_number: 77, command_status: STATUS.ESME_RX_P_APPN });
  await fault;
  expect((await operator.deliver(MO)).command_status).toBe(STATUS.ESME_ROK);
  expect(texts).toEqual(['STOP']);
});

test('half a delivery before the connection is lost is no delivery', async () => {
  const texts: string[] = [];
  session.onDeliver(async (delivery) => void texts.push(delivery.kind));
  const octets = new PDU('deliver_sm', { ...MO, sequence_number: 5 }).toBuffer();
  const waiting = untilState(session, 'waiting');
  operator.link.socket.end(octets.subarray(0, octets.length - 12));
  await waiting;
  await untilState(session, 'bound');
  expect((await operator.deliver(MO)).command_status).toBe(STATUS.ESME_ROK);
  expect(texts).toEqual(['mo']);
});

test('a receipt comes with the id of its submit', async () => {
  const taken = new Promise<Delivery>((resolve) => session.onDeliver(async (delivery) => resolve(delivery)));
  await operator.deliver({
    ...MO,
    esm_class: 4,
    short_message: Buffer.from(
      'id:7 sub:001 dlvrd:001 submit date:2611251959 done date:2611252000 stat:DELIVRD err:000',
    ),
    receipted_message_id: '7',
    outgoing_id: 'dlr-1',
  });
  expect(await taken).toMatchObject({
    kind: 'receipt',
    receipt: { messageId: '7', state: 'DELIVRD' },
    dedupeId: 'dlr-1',
  });
});

test('close answers the deliveries in hand before it unbinds, and refuses new ones for now', async () => {
  let end = (): void => undefined;
  const taken = new Promise<void>((resolve) =>
    session.onDeliver(() => {
      resolve();
      return new Promise((done) => (end = done));
    }),
  );
  const answer = operator.deliver(MO);
  await taken;
  const closed = session.close();
  expect((await operator.deliver(MO)).command_status).toBe(STATUS.ESME_RX_T_APPN);
  expect(operator.countOf('unbind')).toBe(0);
  end();
  expect((await answer).command_status).toBe(STATUS.ESME_ROK);
  await closed;
});
