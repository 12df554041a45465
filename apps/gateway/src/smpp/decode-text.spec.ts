import { decodeText, isText, unpack } from './decode-text';

const ucs2 = (text: string) => Buffer.from(text, 'utf16le').swap16();

it('joins a surrogate pair and an escape sequence that are cut between two parts', () => {
  const emoji = ucs2('a😀b');
  const parts = [emoji.subarray(0, 4), emoji.subarray(4)].map((octets) => ({ dataCoding: 8, octets }));
  expect(decodeText(parts, 'gsm7')).toBe('a😀b');
  const euro = [Buffer.from([0x31, 0x1b]), Buffer.from([0x65])].map((octets) => ({ dataCoding: 0, octets }));
  expect(decodeText(euro, 'gsm7')).toBe('1€');
});

it('reads each part by its own data_coding, and leaves no half of a pair', () => {
  const parts = [
    { dataCoding: 8, octets: ucs2('a😀').subarray(0, 4) },
    { dataCoding: 3, octets: Buffer.from('é', 'latin1') },
  ];
  expect(decodeText(parts, 'gsm7')).toBe('a\ufffdé');
});

it.each([
  ['e8329bfd06', 'hello'],
  ['c8329bfd06', 'Hello'],
  ['', ''],
])('unpacks %s', (packed, text) => {
  expect(unpack(Buffer.from(packed, 'hex')).toString('latin1')).toBe(text);
});

it('takes a septet of zeros that fills the last octet for no character', () => {
  // Seven septets and the padding of one: 8 × 7 bits in 7 octets.
  expect(unpack(Buffer.from('31d98c56b3dd00', 'hex'))).toHaveLength(7);
});

it('takes texts and no binary data', () => {
  expect([0x00, 0x01, 0x03, 0x08, 0x10, 0x18, 0xf0, 0xf1].every(isText)).toBe(true);
  expect([0x02, 0x04, 0x05, 0x09, 0x14, 0xf4, 0xf5].some(isText)).toBe(false);
});
