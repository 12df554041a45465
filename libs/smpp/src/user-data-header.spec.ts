import * as fc from 'fast-check';
import { concatenationHeader, splitHeader } from './user-data-header';

test.each([
  {
    it: 'an 8-bit reference',
    octets: '050003a70302 4869',
    part: { reference: 0xa7, total: 3, sequence: 2 },
    body: '4869',
  },
  {
    it: 'a 16-bit reference',
    octets: '060804a7010201 48',
    part: { reference: 0xa701, total: 2, sequence: 1 },
    body: '48',
  },
  {
    it: 'a port before it',
    octets: '0b0504158200000003050201 48',
    part: { reference: 5, total: 2, sequence: 1 },
    body: '48',
  },
  { it: 'no concatenation', octets: '06050415820000 48', part: undefined, body: '48' },
  { it: 'sequence 0', octets: '050003a70300 48', part: undefined, body: '48' },
  { it: 'a sequence above the total', octets: '050003a70304 48', part: undefined, body: '48' },
  { it: 'an element cut short', octets: '030003a7 48', part: undefined, body: '48' },
  { it: 'a length over the end', octets: '5354', part: undefined, body: '5354' },
  { it: 'no octets', octets: '', part: undefined, body: '' },
])('splitHeader reads $it', ({ octets, part, body }) => {
  const split = splitHeader(Buffer.from(octets.replace(' ', ''), 'hex'));
  expect({ part: split.part, body: split.body.toString('hex') }).toEqual({ part, body });
});

test('splitHeader never throws, whatever the octets', () => {
  fc.assert(fc.property(fc.uint8Array(), (octets) => splitHeader(Buffer.from(octets)).body.length <= octets.length));
});

test('each header reads back as the part it was made for', () => {
  const parts = fc
    .record({ reference: fc.nat(255), total: fc.integer({ min: 1, max: 255 }), before: fc.nat(254) })
    .map(({ reference, total, before }) => ({ reference, total, sequence: 1 + (before % total) }));
  fc.assert(
    fc.property(parts, (part) => {
      expect(splitHeader(concatenationHeader(part))).toEqual({ part, body: Buffer.alloc(0) });
    }),
  );
});

test.each([
  { reference: 256, total: 2, sequence: 1 },
  { reference: 1, total: 256, sequence: 1 },
  { reference: 1, total: 2, sequence: 3 },
  { reference: 1, total: 2, sequence: 0 },
])('concatenationHeader refuses %o', (part) => {
  expect(() => concatenationHeader(part)).toThrow(RangeError);
});
