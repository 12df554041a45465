import { readDelivery } from './delivery';
import { PDU } from './hardened-smpp';
import { shortMessages } from './submit-sm';

const ENDS = {
  source_addr_ton: 1,
  source_addr_npi: 1,
  source_addr: '33639980012',
  dest_addr_ton: 3,
  dest_addr_npi: 1,
  destination_addr: '36180',
};
const ends = { from: '+33639980012', to: '36180' };

/** PDU after encoding and decoding. */
const received = (fields: Record<string, unknown>, command = 'deliver_sm'): PDU =>
  new PDU(new PDU(command, fields).toBuffer());

test('an MO says who texted what to which code, and the id that is the same at each retry', () => {
  const pdu = received({ ...ENDS, data_coding: 0, short_message: Buffer.from('STOP'), incoming_id: 'mo-1' });
  expect(readDelivery(pdu)).toEqual({ kind: 'mo', ...ends, text: 'STOP', dedupeId: 'mo-1' });
});

test('a part of a long MO has its position', () => {
  const [first] = shortMessages({ ...ends, text: 'ê'.repeat(80), reference: 9 });
  expect(readDelivery(received({ ...first }))).toEqual({
    kind: 'mo',
    ...ends,
    text: 'ê'.repeat(67),
    part: { reference: 9, total: 2, sequence: 1 },
  });
});

test.each([
  {
    it: 'from message_payload',
    fields: { data_coding: 8, short_message: Buffer.alloc(0), message_payload: Buffer.from('00e7', 'hex') },
    read: { text: 'ç' },
  },
  {
    it: 'with its position in sar TLVs',
    fields: { short_message: Buffer.from('a'), sar_msg_ref_num: 300, sar_total_segments: 2, sar_segment_seqnum: 2 },
    read: { text: 'a', part: { reference: 300, total: 2, sequence: 2 } },
  },
  {
    it: 'without a position when sar TLVs are not valid',
    fields: { short_message: Buffer.from('a'), sar_msg_ref_num: 300, sar_total_segments: 2, sar_segment_seqnum: 3 },
    read: { text: 'a' },
  },
  { it: 'that is empty', fields: { short_message: Buffer.alloc(0) }, read: { text: '' } },
  {
    it: 'with half an emoji',
    fields: { data_coding: 8, short_message: Buffer.from('d83d', 'hex') },
    read: { text: '\ufffd' },
  },
])('an MO is read $it', ({ fields, read }) => {
  expect(readDelivery(received({ ...ENDS, ...fields }))).toEqual({ kind: 'mo', ...ends, ...read });
});

test.each([
  { it: 'its type', fields: { esm_class: 0x04, short_message: Buffer.from('id:0c stat:DELIVRD') } },
  {
    it: 'the form of its text',
    fields: { short_message: Buffer.from('id:0c stat:DELIVRD text:-20% STOP 36180') },
    alone: true,
  },
  { it: 'its TLVs', fields: { short_message: Buffer.alloc(0), receipted_message_id: '0c', message_state: 2 } },
])('a receipt is known by $it', ({ fields, alone }) => {
  expect(readDelivery(received({ ...ENDS, ...fields, outgoing_id: 'dlr-1' }))).toEqual({
    kind: 'receipt',
    ...ends,
    receipt: { messageId: '0c', state: 'DELIVRD', isFinal: true },
    dedupeId: 'dlr-1',
    ...(alone && { byFormAlone: true }),
  });
});

test('the error of a receipt is read from network_error_code, as it comes over the wire', () => {
  const tlvs = { receipted_message_id: '0c', message_state: 5, network_error_code: Buffer.from('030035', 'hex') };
  expect(readDelivery(received({ ...ENDS, esm_class: 0x04, short_message: Buffer.alloc(0), ...tlvs }))).toMatchObject({
    receipt: { messageId: '0c', state: 'UNDELIV', error: '53' },
  });
});

test.each([
  { it: 'in GSM-7', fields: { data_coding: 0, message_payload: Buffer.from('1f7405', 'hex') }, read: { text: 'Été' } },
  { it: 'in UCS-2', fields: { data_coding: 8, message_payload: Buffer.from('00e7', 'hex') }, read: { text: 'ç' } },
  {
    it: 'in parts',
    fields: { esm_class: 0x40, message_payload: Buffer.from('05000307020161', 'hex') },
    read: { text: 'a', part: { reference: 7, total: 2, sequence: 1 } },
  },
])('a data_sm is read as a deliver_sm: an MO $it', ({ fields, read }) => {
  expect(readDelivery(received({ ...ENDS, ...fields }, 'data_sm'))).toEqual({ kind: 'mo', ...ends, ...read });
});

test.each([
  { it: 'its type', fields: { esm_class: 0x04, message_payload: Buffer.from('id:0c stat:DELIVRD') } },
  { it: 'its text', fields: { message_payload: Buffer.from('id:0c stat:DELIVRD') }, alone: true },
  { it: 'its TLVs', fields: { receipted_message_id: '0c', message_state: 2 } },
])('a receipt that comes as data_sm is known by $it', ({ fields, alone }) => {
  const receipt = { messageId: '0c', state: 'DELIVRD', isFinal: true };
  expect(readDelivery(received({ ...ENDS, ...fields }, 'data_sm'))).toEqual({
    ...{ kind: 'receipt', ...ends, receipt },
    ...(alone && { byFormAlone: true }),
  });
});

test('a text by a person with "id:" is an MO', () => {
  const pdu = received({ ...ENDS, short_message: Buffer.from('id: stop') });
  expect(readDelivery(pdu)).toEqual({ kind: 'mo', ...ends, text: 'id: stop' });
});

test('a PDU of a header alone is no delivery', () => {
  expect(readDelivery(new PDU(Buffer.from('00000010000000050000000000000001', 'hex')))).toBeUndefined();
});
