// Differences between operators, simulated by an SMSC that shares no code with ours.

import { type Advertiser, type MoReceived, type Receipt, moReceived, receipts } from '@stopsms/contracts';
import { SmppSession, encodeOctets, shortMessages } from '@stopsms/smpp';
import { type ForeignDelivery, ForeignSmsc, eventually } from '@stopsms/testing';
import { Bed, newHandset, submitted } from './bed';
import { RECEIPT, TLV, VARIANTS, ascii, octet } from './receipt-variants';
import { ACCOUNT, webhookProviders } from './signing';

const UDH = 0x40;

/** Alphabets by the bits of `data_coding`. */
function octetsOf(text: string, coding: number): Buffer {
  if ((coding & 0x0f) === 8 || coding === 0x19) return encodeOctets(text, 'UCS-2');
  return coding === 1 || coding === 3 ? ascii(text) : encodeOctets(text, 'GSM-7');
}

let smsc: ForeignSmsc;
let bed: Bed;
let acme: Advertiser;
let settled: Receipt[];
let received: MoReceived[];

beforeAll(async () => {
  [smsc, bed] = await Promise.all([ForeignSmsc.start(), Bed.make()]);
  const provider = (name: string, receiptId: string) => ({
    ...{ ...ACCOUNT, name, systemId: name, port: smsc.port, receiver: 'transceiver', codes: ['36180'], receiptId },
  });
  const env = webhookProviders([provider('alike', 'same'), provider('in-dec', 'decimal'), provider('in-hex', 'hex')]);
  await bed.startReady(env);
  for (const name of ['alike', 'in-dec', 'in-hex']) await smsc.says(`bound ${name}`);
  acme = await bed.brand('Acme', ['36180']);
  [settled, received] = await Promise.all([bed.values(receipts), bed.values(moReceived)]);
});
afterAll(async () => {
  await bed.end();
  await smsc.stop();
});

test(`receipts in ${VARIANTS.length} forms each settle their text, and none is read as a reply`, async () => {
  const sent = VARIANTS.map(({ id, systemId = 'alike' }) =>
    submitted(newHandset(), acme, { provider: systemId, smscIds: [id] }),
  );
  await bed.statuses(sent);
  const handsets = VARIANTS.map((_, n) => `3363998${String(n + 1).padStart(4, '0')}`);
  const statuses = await Promise.all(
    VARIANTS.map(({ it: _, id: __, is: ___, text, ...delivery }, n) =>
      smsc.deliver({
        ...{ systemId: 'alike', from: handsets[n] ?? '', to: '36180', esmClass: RECEIPT },
        ...(text !== undefined && { octets: ascii(text) }),
        ...delivery,
      }),
    ),
  );
  expect(statuses).toEqual(VARIANTS.map(() => 0));
  const published = () =>
    VARIANTS.map(({ it }, n) => {
      const receipt = settled.find(({ messageId }) => messageId === sent[n]?.messageId);
      return [it, receipt && [receipt.outcome, ...(receipt.error === undefined ? [] : [receipt.error])]];
    });
  await eventually('all are settled', () => published().every(([, receipt]) => receipt !== undefined)).catch(
    () => undefined,
  );
  expect(published()).toEqual(VARIANTS.map(({ it, is = ['delivered'] }) => [it, is]));
  expect(received).toEqual([]);
});

describe('replies', () => {
  const mo = (fields: Partial<ForeignDelivery>): ForeignDelivery => ({
    ...{ systemId: 'alike', from: newHandset().slice(1), to: '36180', ...fields },
  });
  const concatenated = () => {
    const text = `ARRÊT ${'é'.repeat(150)} merci €`;
    const parts = shortMessages({ from: '+33639980000', to: '36180', text, reference: 7 });
    return { text, parts: parts.map(({ short_message }) => short_message as Buffer) };
  };

  test.each([
    { it: 'in GSM-7', text: 'Arrêté à 5 €'.replace('ê', 'è'), coding: 0 },
    { it: 'in ASCII', text: 'STOP svp', coding: 1 },
    { it: 'in Latin-1', text: 'ARRÊT été', coding: 3 },
    { it: 'in UCS-2', text: 'СТОП 🛑', coding: 8 },
    { it: 'of class 0, in GSM-7', text: 'STOP', coding: 0x10 },
    { it: 'of class 1, in UCS-2', text: 'ARRÊT', coding: 0x19 },
  ])('$it are read as they were written', async ({ text, coding }) => {
    const before = received.length;
    expect(await smsc.deliver(mo({ octets: octetsOf(text, coding), dataCoding: coding }))).toBe(0);
    await eventually('it is published', () => received.length > before);
    expect(received.at(-1)).toMatchObject({ text, to: '36180', provider: 'alike' });
  });

  test.each([
    { it: 'in message_payload', fields: { tlvs: { [TLV.payload]: ascii('STOP') } } },
    { it: 'by data_sm', fields: { command: 'data_sm' as const, tlvs: { [TLV.payload]: ascii('STOP') } } },
    { it: 'to the code as an international number', fields: { octets: ascii('STOP'), to: '3336180', toTon: 1 } },
    { it: 'to the code of no type', fields: { octets: ascii('STOP'), to: '003336180', toTon: 0 } },
    { it: 'from a national number', fields: { octets: ascii('STOP'), from: '0639989901', fromTon: 2 } },
    { it: 'from a number of no type', fields: { octets: ascii('STOP'), from: '33639989902', fromTon: 0 } },
  ])('$it are a STOP to 36180', async ({ fields }) => {
    const before = received.length;
    expect(await smsc.deliver(mo(fields))).toBe(0);
    await eventually('it is published', () => received.length > before);
    expect(received.at(-1)).toMatchObject({ text: 'STOP', to: '36180', from: expect.stringMatching(/^\+336399/) });
  });

  test('in parts are recognised by header and by TLV, in any order', async () => {
    const { parts } = concatenated();
    const before = received.length;
    const from = newHandset().slice(1);
    for (const octets of [...parts].reverse()) {
      expect(await smsc.deliver(mo({ from, octets, esmClass: UDH, dataCoding: 8 }))).toBe(0);
    }
    for (const index of [2, 1]) {
      const tlvs = {
        [TLV.reference]: Buffer.from([0, 9]),
        [TLV.total]: octet(2),
        [TLV.segmentNumber]: octet(index),
      };
      expect(await smsc.deliver(mo({ from, octets: ascii(index === 1 ? 'ST' : 'OP'), tlvs }))).toBe(0);
    }
    await eventually('all are published', () => received.length === before + parts.length + 2);
    expect(received.slice(before).map(({ part }) => part && `${part.sequence}/${part.total}`)).toEqual([
      ...parts.map((_, n) => `${parts.length - n}/${parts.length}`),
      '2/2',
      '1/2',
    ]);
  });
});

test('an SMSC that unbinds in the middle of a window leaves no text unknown', async () => {
  const account = { host: '127.0.0.1', port: smsc.port, systemId: 'submits', password: 'Tq7zK2fB' };
  const session = new SmppSession({
    ...account,
    bind: 'transceiver',
    window: 30,
    reconnectMs: { min: 50, max: 100 },
  });
  smsc.unbindAfter(40);
  session.open();
  const [text] = shortMessages({ from: 'Lorane', to: '+33639980012', text: 'STOP 36180', reference: 1 });
  if (!text) throw new Error('A text has a part.');
  const outcomes = await Promise.all(
    Array.from({ length: 120 }, () => session.submit({ ...text, registered_delivery: 1 })),
  );
  await smsc.says('unbound');
  expect(new Set(outcomes.map(({ outcome }) => outcome))).toEqual(new Set(['accepted']));
  expect(new Set(outcomes.map((each) => 'id' in each && each.id)).size).toBe(120);
  await session.close();
});
