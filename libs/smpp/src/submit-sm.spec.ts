import * as fc from 'fast-check';
import { readShortMessage } from './delivery';
import { PDU } from './hardened-smpp';
import { wellFormed } from './octets';
import { shortMessages } from './submit-sm';

const message = { from: '36180', to: '+33639980012', reference: 7 };

test('a short text is one message without header', () => {
  expect(shortMessages({ ...message, text: 'Été' })).toEqual([
    {
      source_addr_ton: 3,
      source_addr_npi: 1,
      source_addr: '36180',
      dest_addr_ton: 1,
      dest_addr_npi: 1,
      destination_addr: '33639980012',
      esm_class: 0,
      data_coding: 0,
      short_message: Buffer.from([0x1f, 0x74, 0x05]),
    },
  ]);
});

test('a long text is joined by headers with one reference', () => {
  const parts = shortMessages({ ...message, text: 'x'.repeat(307) });
  expect(parts.map((part) => part.short_message.subarray(0, 6).toString('hex'))).toEqual([
    '050003070301',
    '050003070302',
    '050003070303',
  ]);
  expect(parts.every((part) => part.esm_class === 0x40 && part.short_message.length <= 159)).toBe(true);
});

test('a text of more than 255 parts is refused', () => {
  expect(() => shortMessages({ ...message, text: 'x'.repeat(153 * 255 + 1) })).toThrow(RangeError);
});

test('each text comes back from the octets of its PDUs', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
      const read = shortMessages({ ...message, text })
        .map((fields) => new PDU(new PDU('submit_sm', fields).toBuffer()))
        .map((pdu) => readShortMessage(pdu).text);
      expect(wellFormed(read.join(''))).toBe(wellFormed(text));
    }),
  );
});
