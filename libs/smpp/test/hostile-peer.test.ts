import * as fc from 'fast-check';
import { PDU } from '../src';
import { Operator, bound } from './operator';

const MO = { source_addr_ton: 1, source_addr: '33639980012', dest_addr_ton: 3, destination_addr: '36180' };

/** Every command a peer may send but unbind, which ends the link rightly, and one that no version knows. */
const COMMAND_IDS = [0x05, 0x05, 0x05, 0x15, 0x04, 0x0b, 0x102, 0x103, 0x80000000, 0x80000004, 0x80000015, 0x99];

const anyFrame = fc
  .record({ id: fc.constantFrom(...COMMAND_IDS), status: fc.nat(2), body: fc.uint8Array({ maxLength: 300 }) })
  .map(({ id, status, body }) => frame(id, status, Buffer.from(body)));

/** Addresses that can be read, and anything for the rest. */
const anyMo = fc
  .record({ esm_class: fc.nat(255), data_coding: fc.nat(255), octets: fc.uint8Array({ maxLength: 255 }) })
  .map(({ octets, ...fields }) => new PDU('deliver_sm', { ...MO, ...fields, short_message: Buffer.from(octets) }))
  .map((pdu) => pdu.toBuffer());

function frame(id: number, status: number, body: Buffer): Buffer {
  const head = Buffer.alloc(16);
  head.writeUInt32BE(16 + body.length, 0);
  head.writeUInt32BE(id, 4);
  head.writeUInt32BE(status, 8);
  head.writeUInt32BE(0x7fff, 12);
  return Buffer.concat([head, body]);
}

test('the link stays up and the next MO is accepted, whatever PDUs a peer sends', async () => {
  const operator = await Operator.start();
  const session = await bound(operator);
  const texts: string[] = [];
  session.onDeliver(async (delivery) => void texts.push(delivery.kind === 'mo' ? delivery.text : ''));
  for (const octets of fc.sample(fc.oneof(anyFrame, anyMo), 2_000)) operator.link.socket.write(octets);
  const answer = await operator.deliver({ ...MO, short_message: Buffer.from('STOP') });
  expect(answer.command_status).toBe(0);
  expect(texts.at(-1)).toBe('STOP');
  expect(operator.countOf('bind_transceiver')).toBe(1);
  await session.close();
  await operator.stop();
});
