import { crc32c } from '@node-rs/crc32';
import fc from 'fast-check';
import { type RawBatch, rawBatch, rawRecord } from './raw-batch';

const recordsIn = fc.array(
  fc.oneof(
    fc.uint8Array({ maxLength: 40 }).map((octets) => Buffer.from(octets)),
    fc.constant('{}'),
    fc.constant(Buffer.alloc(900_000)),
    fc.constant(Buffer.alloc(3_000_000)),
  ),
  { minLength: 1, maxLength: 4 },
);
const wrongFields = fc.record({
  body: fc.uint8Array({ maxLength: 200 }).map((octets) => Buffer.from(octets)),
  magic: fc.integer({ min: -1, max: 4 }),
  attributes: fc.integer({ min: 0, max: 0x7f }),
  count: fc.constantFrom(-1, 0, 1, 2, 100_001, 0x7fffffff),
  lastOffsetDelta: fc.constantFrom(-1, 0, 1, 5, 0x7fffffff),
  timestamp: fc.constantFrom(-1n, 0n, 2n ** 62n),
  producerId: fc.constantFrom(0n, 1n, 2n ** 62n),
  producerEpoch: fc.constantFrom(0, 5),
  firstSequence: fc.constantFrom(0, 7),
  checksum: fc.nat(0xffffffff),
  length: fc.constantFrom(0, 49, 100, 0x7fffffff),
} satisfies { [K in Exclude<keyof RawBatch, 'records' | 'codec'>]-?: fc.Arbitrary<RawBatch[K]> });
const FIELDS = [
  ...['body', 'magic', 'attributes', 'count', 'lastOffsetDelta', 'timestamp', 'producerId', 'producerEpoch'],
  ...['firstSequence', 'checksum', 'length'],
];

/** Batches of each codec with at most two wrong fields, octets that are flipped, and octets that are cut off. */
export const hostileBatch: fc.Arbitrary<Buffer> = fc
  .record({
    values: recordsIn,
    codec: fc.constantFrom(0 as const, 1 as const, 2 as const, 3 as const),
    wrong: fc.subarray(FIELDS, { maxLength: 2 }),
    fields: wrongFields,
    flips: fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 2 }),
    cut: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.nat(60)),
  })
  .map(({ values, codec, wrong, fields, flips, cut }) => {
    const records = values.map((value, delta) => rawRecord(delta, 'k', value));
    const chosen = Object.fromEntries(Object.entries(fields).filter(([name]) => wrong.includes(name)));
    const octets = rawBatch({ records, codec, ...chosen });
    for (const [at, octet] of flips) octets.writeUInt8(octet, 21 + (at % (octets.length - 21)));
    if (flips.length > 0) octets.writeUInt32BE(crc32c(octets.subarray(21)), 17);
    return octets.subarray(0, octets.length - cut);
  });
