import { gzipSync } from 'node:zlib';
import { crc32c } from '@node-rs/crc32';
import fc from 'fast-check';
import { compressFrameSync } from 'lz4-napi';
import { compressSync } from 'snappy';
import { FetchedRecord } from './fetched-record';
import { UndecodableBatch } from './undecodable-batch';
import { CHECKED_FROM, HEADER_OCTETS } from './batch-header';
import javaBatches from './codecs/java-batches.json';
import { InflationBudget } from './inflation-budget';
import { readRecords } from './read-records';

// Batches as the Java client 4.3 writes them: 40 records from offset 100 on, with key, value and header. Its own classes made them.
const ofJava = new Map(Object.entries(javaBatches).map(([codec, text]) => [codec, Buffer.from(text, 'base64')]));
const CODECS = [...ofJava.keys()];
const COUNT = 40;
const ATTRIBUTES_AT = 21;
const LAST_DELTA_AT = 23;
const COUNT_AT = 57;

const read = (octets: Buffer) => readRecords(octets, new InflationBudget());
const written = (codec: string): Buffer => Buffer.from(ofJava.get(codec) as Buffer);
const faultOf = (octets: Buffer): string | undefined => {
  const [first] = read(octets);
  return first instanceof UndecodableBatch ? first.fault : undefined;
};

/** Writes length and checksum anew, as a hostile client does. */
function sealed(octets: Buffer): Buffer {
  octets.writeInt32BE(octets.length - 12, 8);
  octets.writeUInt32BE(crc32c(octets.subarray(CHECKED_FROM)), CHECKED_FROM - 4);
  return octets;
}

/** Batch with other records, compressed by that codec. */
function withRecords(records: Buffer, codec: number, count = 1): Buffer {
  const compress = [(octets: Buffer) => octets, gzipSync, compressSync, compressFrameSync][codec];
  const octets = Buffer.concat([written('none').subarray(0, HEADER_OCTETS), compress?.(records) ?? records]);
  octets.writeInt16BE(codec, ATTRIBUTES_AT);
  octets.writeInt32BE(count - 1, LAST_DELTA_AT);
  octets.writeInt32BE(count, COUNT_AT);
  return sealed(octets);
}

test('the batches of the Java client are read, whatever their codec', () => {
  expect(CODECS).toEqual(['none', 'gzip', 'snappy', 'lz4', 'zstd']);
  const all = CODECS.map((codec) => read(written(codec)));
  for (const records of all) {
    expect(records.map(({ offset }) => Number(offset))).toEqual(Array.from({ length: COUNT }, (_, n) => 100 + n));
    expect(records.map(({ key, value, headers }) => [key, value, headers])).toEqual(
      all[0]?.map(({ key, value, headers }) => [key, value, headers]),
    );
  }
  expect(JSON.parse(String(all[4]?.[39]?.value))).toMatchObject({ n: 39 });
});

test.each([
  ['an unknown codec', () => unknownCodec(), 'compression codec 5 is unknown'],
  ['a wrong checksum', () => flipped(written('snappy'), 200), 'its checksum is wrong'],
  ['a wrong checksum without compression', () => flipped(written('none'), 200), 'its checksum is wrong'],
  ['an old format', () => oldFormat(), 'message format 1 is not supported, only 2'],
  ['a count beyond the limit', () => stated(2_000_000_000), 'it states 2000000000 records, the limit is 100000'],
  ['a negative count', () => stated(-1), 'it states -1 records, the limit is 100000'],
  ['fewer records than it has', () => stated(COUNT - 1), 'there are octets behind its last record'],
  ['more records than it has', () => stated(COUNT + 1), 'a record is cut off'],
  ['an offset of another batch', () => ofTwoOffsets(), 'a record has an offset of another batch'],
])('a batch with %s is returned as one undecodable batch', (_, make, fault) => {
  const octets = make();
  const [only, ...more] = read(octets);
  expect(more).toEqual([]);
  expect(only).toBeInstanceOf(UndecodableBatch);
  expect(only).toMatchObject({ fault, key: null, isControlRecord: false, value: octets });
});

test.each([
  ['gzip', 1],
  ['snappy', 2],
  ['lz4', 3],
])('a batch that %s inflates to a hundred megabytes takes a bounded amount of memory', (_, codec) => {
  const bomb = withRecords(Buffer.alloc(100_000_000), codec);
  expect(faultOf(bomb)).toBe('it inflates to more than 8388608 octets');
});

test('a batch that zstd inflates beyond the limit is refused, however it states its size', () => {
  expect(['window', 'size', 'repeated'].map((kind) => faultOf(zstdBomb(kind)))).toEqual(
    Array(3).fill('it inflates to more than 8388608 octets'),
  );
});

test('a batch of many frames is refused', () => {
  const frames = Buffer.concat(Array.from({ length: 3 }, () => written('zstd').subarray(HEADER_OCTETS)));
  const octets = Buffer.concat([written('zstd').subarray(0, HEADER_OCTETS), frames]);
  expect(faultOf(sealed(octets))).toBe('its zstd data is damaged');
});

test('a record beyond the limit is undecodable alone', () => {
  const large = withRecords(Buffer.concat([recordOf(0, 10), recordOf(1, 2_000_000), recordOf(2, 10)]), 2, 3);
  const [before, alone, behind] = read(large);
  expect([before, behind].map((record) => record instanceof FetchedRecord)).toEqual([true, true]);
  expect(alone).toMatchObject({ offset: '101', firstOffset: '101', fault: expect.stringContaining('the limit is') });
  expect(alone?.value?.length).toBe(1_048_576);
});

test('batches beyond the budget of a response are left for the next', () => {
  const three = Array.from({ length: 4 }, () => withRecords(recordOf(0, 8_000_000), 2));
  const budget = new InflationBudget();
  expect(readRecords(Buffer.concat(three), budget)).toHaveLength(3);
  // Another partition of the topic has its first batch all the same.
  expect(readRecords(Buffer.concat(three), budget)).toHaveLength(1);
});

test('the batches around one that cannot be decoded are read', () => {
  const all = read(Buffer.concat([written('lz4'), unknownCodec(), written('zstd')]));
  expect(all.map((one) => one instanceof UndecodableBatch)).toEqual([
    ...Array<boolean>(COUNT).fill(false),
    true,
    ...Array<boolean>(COUNT).fill(false),
  ]);
  expect(all[COUNT]).toMatchObject({ firstOffset: '100', offset: '139' });
});

test('whatever a writer changes in a batch, it is decoded or returned as an undecodable batch, and nothing is thrown', () => {
  const change = fc.record({
    codec: fc.constantFrom(...CODECS),
    at: fc.nat(4_000),
    octets: fc.uint8Array({ minLength: 1, maxLength: 12 }),
    cut: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.nat(400)),
    isSealed: fc.boolean(),
  });
  fc.assert(
    fc.property(change, ({ codec, at, octets, cut, isSealed }) => {
      const batch = written(codec);
      // Offset, length, version and leader epoch are the broker's.
      const from = ATTRIBUTES_AT + (at % (batch.length - ATTRIBUTES_AT - octets.length));
      batch.set(octets, from);
      const changed = batch.subarray(0, Math.max(HEADER_OCTETS, batch.length - cut));
      const records = read(isSealed ? sealed(Buffer.from(changed)) : changed);
      for (const record of records) expect(typeof record.headers).toBe('object');
      const wholes = records.filter(
        (record) => record instanceof UndecodableBatch && record.offset !== record.firstOffset,
      );
      expect(wholes.length === 0 || records.length === 1).toBe(true);
    }),
    { numRuns: 3_000 },
  );
});

test('a response that cannot be split into batches is an error, because the next position is unknown', () => {
  const octets = written('none');
  octets.writeInt32BE(20, 8);
  expect(() => read(octets)).toThrow('without a whole header');
});

function unknownCodec(): Buffer {
  const octets = written('snappy');
  octets.writeInt16BE(5, ATTRIBUTES_AT);
  return sealed(octets);
}

function flipped(octets: Buffer, at: number): Buffer {
  octets.writeUInt8(octets.readUInt8(at) ^ 1, at);
  return octets;
}

function oldFormat(): Buffer {
  const octets = written('none');
  octets.writeInt8(1, 16);
  return octets;
}

function stated(count: number): Buffer {
  const octets = written('zstd');
  octets.writeInt32BE(count, COUNT_AT);
  return sealed(octets);
}

function ofTwoOffsets(): Buffer {
  return withRecords(Buffer.concat([recordOf(0, 1), recordOf(1_000, 1)]), 3, 2);
}

/** Record with a value of zeros. */
function recordOf(delta: number, size: number): Buffer {
  const body = Buffer.concat([
    Buffer.from([0, 0]),
    varint(delta),
    varint(-1),
    varint(size),
    Buffer.alloc(size),
    varint(0),
  ]);
  return Buffer.concat([varint(body.length), body]);
}

function varint(value: number): Buffer {
  const octets: number[] = [];
  let rest = ((value << 1) ^ (value >> 31)) >>> 0;
  for (; rest > 0x7f; rest >>>= 7) octets.push((rest & 0x7f) | 0x80);
  return Buffer.from([...octets, rest]);
}

function zstdBomb(kind: string): Buffer {
  const magic = Buffer.from([0x28, 0xb5, 0x2f, 0xfd]);
  // A block of 128 KiB that repeats one octet; the last of them has the lowest bit.
  const block = (isLast: boolean) => Buffer.from([(isLast ? 1 : 0) | 0b10, 0, 0x10, 0]);
  const blocks = Buffer.concat(Array.from({ length: 100 }, (_, n) => block(n === 99)));
  const header = {
    // A window of 2 GB.
    window: Buffer.from([0, 0xa8]),
    // A size of 4 GB.
    size: Buffer.from([0b10100000, 0xff, 0xff, 0xff, 0xff]),
    // A window of 128 KiB, and no size.
    repeated: Buffer.from([0, 0x38]),
  }[kind];
  const octets = Buffer.concat([written('zstd').subarray(0, HEADER_OCTETS), magic, header ?? magic, blocks]);
  return sealed(octets);
}
