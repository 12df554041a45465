import { segment } from '@stopsms/kernel';
import * as fc from 'fast-check';
import { DATA_CODING, decodeOctets, encodeOctets, wellFormed } from './octets';

const hex = (octets: Buffer): string => octets.toString('hex');

describe('encodeOctets', () => {
  test.each([
    { it: 'a French text', text: 'À', encoding: 'UCS-2' as const, octets: '00c0' },
    { it: 'accents of GSM-7', text: 'éèàùÉÇ', encoding: 'GSM-7' as const, octets: '05047f061f09' },
    { it: '@ as 0x00', text: '@', encoding: 'GSM-7' as const, octets: '00' },
    {
      it: 'the extension table with an escape',
      text: '€[|]\f',
      encoding: 'GSM-7' as const,
      octets: '1b651b3c1b401b3e1b0a',
    },
    { it: 'ç, which GSM-7 lacks', text: 'ç', encoding: 'UCS-2' as const, octets: '00e7' },
    { it: 'an emoji', text: '😀', encoding: 'UCS-2' as const, octets: 'd83dde00' },
  ])('writes $it', ({ text, encoding, octets }) => {
    expect(segment(text).encoding).toBe(encoding);
    expect(hex(encodeOctets(text, encoding))).toBe(octets);
  });

  test('refuses to write ç as 0x09, which is Ç', () => {
    expect(() => encodeOctets('ça', 'GSM-7')).toThrow(RangeError);
  });
});

describe('decodeOctets', () => {
  test.each([
    { it: 'GSM-7', coding: 0x00, octets: '53544f50200907', text: 'STOP Çì' },
    { it: 'GSM-7 with a message class', coding: 0xf1, octets: '05', text: 'é' },
    { it: 'ASCII', coding: 0x01, octets: '53544f50', text: 'STOP' },
    { it: 'Latin-1', coding: 0x03, octets: 'e7e9', text: 'çé' },
    { it: 'octets of no alphabet as Latin-1', coding: 0x04, octets: '53544f50', text: 'STOP' },
    { it: 'UCS-2', coding: 0x08, octets: '00e72019', text: 'ç’' },
    { it: 'UCS-2 with a message class', coding: 0x18, octets: '00e7', text: 'ç' },
    { it: 'no octets', coding: 0x00, octets: '', text: '' },
    { it: 'an octet above 7 bits', coding: 0x00, octets: '41c142', text: 'A\ufffdB' },
    { it: 'an escape that ends the text', coding: 0x00, octets: '411b', text: 'A\ufffd' },
    { it: 'an escaped code that has no character', coding: 0x00, octets: '1b41', text: 'A' },
    { it: 'half a UCS-2 character', coding: 0x08, octets: '004100', text: 'A\ufffd' },
    { it: 'half a surrogate pair, which another part may complete', coding: 0x08, octets: 'd83d', text: '\ud83d' },
  ])('reads $it', ({ coding, octets, text }) => {
    expect(decodeOctets(Buffer.from(octets, 'hex'), coding)).toBe(text);
  });

  test('never throws and never changes its input, whatever the octets', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.integer({ min: 0, max: 255 }), (bytes, coding) => {
        const octets = Buffer.from(bytes);
        decodeOctets(octets, coding);
        expect(octets).toEqual(Buffer.from(bytes));
      }),
    );
  });
});

test('each text comes back from its octets', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
      const { encoding, parts } = segment(text);
      const read = parts.map((part) => decodeOctets(encodeOctets(part, encoding), DATA_CODING[encoding]));
      expect(read.join('')).toBe(text);
    }),
  );
});

test.each([
  { it: 'a high surrogate alone', text: 'a\ud83db', read: 'a\ufffdb' },
  { it: 'a low surrogate alone', text: '\ude00', read: '\ufffd' },
  { it: 'nothing of an emoji', text: '😀', read: '😀' },
])('wellFormed replaces $it', ({ text, read }) => {
  expect(wellFormed(text)).toBe(read);
});
