import type { Receipt } from '@stopsms/contracts';
import { encodeOctets } from '@stopsms/smpp';
import type { ForeignDelivery } from '@stopsms/testing';

export const TLV = {
  payload: 0x0424,
  id: 0x001e,
  state: 0x0427,
  error: 0x0423,
  reference: 0x020c,
  total: 0x020e,
  segmentNumber: 0x020f,
};
const STATE = { delivered: 2, expired: 3, undeliverable: 5 };
export const RECEIPT = 0x04;
export const ascii = (text: string) => Buffer.from(text, 'latin1');
const cString = (text: string) => ascii(`${text}\0`);
export const octet = (value: number) => Buffer.from([value]);

/** One way to write a receipt. */
interface Variant extends Partial<ForeignDelivery> {
  it: string;
  /** Message id in the response to the submit. */
  id: string;
  text?: string;
  is?: [outcome: Receipt['outcome'], error?: string];
}

const DATES = 'submit date:2611251859 done date:2611251900';
const FULL = (id: string, stat = 'DELIVRD', err = '000') =>
  `id:${id} sub:001 dlvrd:001 ${DATES} stat:${stat} err:${err} text:Lorane : -20% STOP 36180`;

/** Receipts as operators write them, each for another text. */
export const VARIANTS: Variant[] = [
  { it: 'as appendix B has it', id: 'a1', text: FULL('a1') },
  { it: 'in capitals', id: 'abc2', text: FULL('ABC2') },
  { it: 'in small letters', id: 'ABC3', text: FULL('abc3') },
  { it: 'with leading zeros', id: 'a4', text: FULL('00000000a4') },
  { it: 'without the leading zeros of the answer', id: '0000a5', text: FULL('a5') },
  { it: 'of a UUID', id: '0194c1a2-0000-7000-8000-00000000000a', text: FULL('0194C1A2-0000-7000-8000-00000000000A') },
  { it: 'in another order', id: 'a7', text: `stat:UNDELIV err:027 id:a7 ${DATES}`, is: ['failed', '027'] },
  { it: 'with seconds', id: 'a8', text: `id:a8 submit date:261125185930 done date:261125190001 stat:DELIVRD err:000` },
  { it: 'with the least', id: 'a9', text: 'id:a9 stat:EXPIRED', is: ['failed'] },
  { it: 'parted by commas', id: 'b1', text: 'id:b1,sub:001,stat:DELIVRD,err:000' },
  { it: 'spelt out', id: 'b2', text: FULL('b2', 'DELIVERED') },
  { it: 'with an error in letters', id: 'b3', text: FULL('b3', 'REJECTD', 'ABS1'), is: ['failed', 'ABS1'] },
  { it: 'with blank fields', id: 'b4', text: `id:b4 sub: dlvrd: ${DATES} stat:DELIVRD err: text:` },
  { it: 'by TLV alone', id: 'b5', tlvs: { [TLV.id]: cString('B5'), [TLV.state]: octet(STATE.delivered) } },
  {
    ...{ it: 'by TLV against its text', id: 'b6', text: FULL('99999') },
    tlvs: { [TLV.id]: cString('b6'), [TLV.state]: octet(STATE.delivered) },
  },
  {
    ...{ it: 'with the error in TLV 0x0423 alone', id: 'b7', text: FULL('b7', 'UNDELIV') },
    ...{ tlvs: { [TLV.error]: Buffer.from('030035', 'hex') }, is: ['failed', '53'] },
  },
  { it: 'with esm_class 0', id: 'b8', text: FULL('b8'), esmClass: 0 },
  { it: 'with esm_class 0 and a TLV', id: 'b9', text: FULL('b9'), esmClass: 0, tlvs: { [TLV.id]: cString('b9') } },
  { it: 'in UCS-2', id: 'c1', octets: encodeOctets(FULL('c1'), 'UCS-2'), dataCoding: 8 },
  { it: 'in message_payload', id: 'c2', tlvs: { [TLV.payload]: ascii(FULL('c2')) } },
  { it: 'by data_sm', id: 'c3', command: 'data_sm', tlvs: { [TLV.payload]: ascii(FULL('c3')) } },
  {
    ...{ it: 'by data_sm and TLV alone', id: 'c4', command: 'data_sm', is: ['failed', '53'] },
    tlvs: {
      ...{ [TLV.id]: cString('00C4'), [TLV.state]: octet(STATE.undeliverable) },
      [TLV.error]: Buffer.from('030035', 'hex'),
    },
  },
  { it: 'in decimal of hexadecimal', id: '1F4A', systemId: 'in-dec', text: FULL('0000008010') },
  {
    it: 'in decimal by TLV',
    id: '1f4b',
    systemId: 'in-dec',
    tlvs: { [TLV.id]: cString('8011'), [TLV.state]: octet(2) },
  },
  { it: 'in hexadecimal of decimal', id: '8012', systemId: 'in-hex', text: FULL('1F4C') },
];
