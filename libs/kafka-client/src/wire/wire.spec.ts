import { crc32c } from '@node-rs/crc32';
import fc from 'fast-check';
import { type FetchRequest, type FetchResponse, decodeFetch, encodeFetch } from './fetch';
import { OctetWriter } from './octet-writer';
import { type ProduceRequest, encodeProduce, isUnusual } from './produce';
import { CHECKED_FROM } from './batch-header';
import { FetchedRecord } from './fetched-record';
import type { UndecodableBatch } from './undecodable-batch';

// kafkajs is the reference: what it writes and reads itself, octet for octet and field for field.

type Encoded = { buffer: Buffer };
type Encode<Q> = (request: Q) => { encode: () => Promise<Encoded> };
/* eslint-disable @typescript-eslint/no-require-imports -- they have no types */
const produceOf = require('kafkajs/src/protocol/requests/produce/v7/request') as Encode<ProduceRequest>;
const fetchOf = require('kafkajs/src/protocol/requests/fetch/v11/request') as Encode<FetchRequest>;
const { decode } = require('kafkajs/src/protocol/requests/fetch/v11/response') as {
  decode: (octets: Buffer) => Promise<FetchResponse>;
};
const recordOf = require('kafkajs/src/protocol/recordBatch/record/v0') as (record: object) => Encoded;
const { RecordBatch: batchOf } = require('kafkajs/src/protocol/recordBatch/v0') as {
  RecordBatch: (batch: object) => Promise<Encoded>;
};
/* eslint-enable @typescript-eslint/no-require-imports */

const APPEND_TIME = 0b1000;
const ATTRIBUTES_AT = 22;

const text = fc.string({ unit: 'grapheme', maxLength: 100 });
const octets = fc.uint8Array({ maxLength: 9_000 }).map((bytes) => Buffer.from(bytes));
const content = fc.oneof(text, octets, fc.constant(null));
const headers = fc.dictionary(
  fc.stringMatching(/^x[a-z_é]{1,60}$/),
  fc.oneof(text, octets, fc.array(text, { minLength: 2, maxLength: 3 })),
  {
    maxKeys: 8,
  },
);
const record = fc.record({ key: content, value: content, headers }, { requiredKeys: ['key', 'value'] });
const partitions = <T>(of: fc.Arbitrary<T>) => fc.array(of, { minLength: 1, maxLength: 3 });

test('a produce request has the octets that kafkajs writes', async () => {
  jest.spyOn(Date, 'now').mockReturnValue(1_764_000_000_123);
  const topicData = partitions(
    fc.record({
      topic: text,
      partitions: partitions(
        fc.record({ partition: fc.nat(11), messages: fc.array(record, { minLength: 1, maxLength: 90 }) }),
      ),
    }),
  );
  await fc.assert(
    fc.asyncProperty(topicData, async (data) => {
      const request = { acks: -1, timeout: 30_000, topicData: data };
      const expected = await produceOf(request).encode();
      expect(encodeProduce(request).buffer.equals(expected.buffer)).toBe(true);
    }),
    { numRuns: 60 },
  );
  jest.restoreAllMocks();
});

test.each([
  { it: 'compression', more: { compression: 1 }, is: true },
  { it: 'a transaction', more: { transactionalId: 'one' }, is: true },
  { it: 'an idempotent producer', more: { producerId: '4' }, is: true },
  { it: 'a producer that is not', more: { producerId: -1, transactionalId: undefined }, is: false },
])('a produce request with $it: left to kafkajs is $is', ({ more, is }) => {
  expect(isUnusual({ acks: -1, timeout: 1, topicData: [], ...more })).toBe(is);
});

test('a record with a time of its own is left to kafkajs', () => {
  const messages = [{ value: 'one' }, { value: 'two', timestamp: '1764000000123' }];
  expect(
    isUnusual({ acks: -1, timeout: 1, topicData: [{ topic: 't', partitions: [{ partition: 0, messages }] }] }),
  ).toBe(true);
});

test('a fetch request has the octets that kafkajs writes', async () => {
  const offset = fc.bigInt({ min: 0n, max: 2n ** 62n }).map(String);
  const partition = fc.record({ partition: fc.nat(11), fetchOffset: offset, maxBytes: fc.nat() });
  const topics = fc.array(fc.record({ topic: text, partitions: partitions(partition) }), { maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(topics, fc.nat(9_999), async (of, maxWaitTime) => {
      const request = { replicaId: -1, maxWaitTime, minBytes: 1, maxBytes: 10_485_760, rackId: '', topics: of };
      expect(encodeFetch(request).buffer).toEqual((await fetchOf(request).encode()).buffer);
    }),
  );
});

const batch = fc.record({
  records: fc.array(fc.record({ key: content, value: content, headers, timestampDelta: fc.nat(2 ** 30) }), {
    minLength: 1,
    maxLength: 20,
  }),
  firstOffset: fc.nat().map((offset) => BigInt(offset) * 4_096n),
  firstTimestamp: fc.integer({ min: 0, max: 2 ** 46 }),
  isAppendTime: fc.boolean(),
  transactional: fc.boolean(),
  compression: fc.constantFrom(0, 0, 0, 1),
});
const fetched = fc.record({
  errorCode: fc.constantFrom(0, 0, 0, 1, 6),
  preferredReadReplica: fc.constantFrom(-1, -1, 3),
  aborted: fc.constantFrom(-1, 0, 2),
  batches: fc.array(batch, { maxLength: 3 }),
  cutOff: fc.constantFrom(0, 0, 1, 40),
});
type Fetched = typeof fetched extends fc.Arbitrary<infer T> ? T : never;

test('a fetch response is decoded as kafkajs does, without partitions that have no news', async () => {
  await fc.assert(
    fc.asyncProperty(partitions(partitions(fetched)), async (topics) => {
      const response = await responseOf(topics);
      const expected = await decode(response);
      const hasNews = (
        { errorCode, preferredReadReplica, messages }: FetchResponse['responses'][0]['partitions'][0],
        size: number,
      ) => errorCode !== 0 || preferredReadReplica !== -1 || size > 0 || messages.length > 0;
      const withNews = expected.responses
        .map(({ topicName, partitions: all }, nth) => ({
          topicName,
          partitions: all.filter((one, n) => hasNews(one, topics[nth]?.[n]?.batches.length ?? 0)),
        }))
        .filter(({ partitions: all }) => all.length > 0);
      const decoded = decodeFetch(response);
      expect({ ...decoded, responses: plain(decoded.responses) }).toEqual({ ...expected, responses: withNews });
    }),
    { numRuns: 100 },
  );
});

/** Copies of the responses with the fields that records read on demand. */
const plain = (responses: FetchResponse['responses']) =>
  responses.map(({ topicName, partitions: all }) => ({
    topicName,
    partitions: all.map(({ messages, ...of }) => ({ ...of, messages: messages.map(fieldsOf) })),
  }));

const fieldsOf = (of: FetchedRecord | UndecodableBatch) => ({
  ...{ magicByte: of.magicByte, attributes: of.attributes, timestamp: of.timestamp, offset: of.offset },
  ...{ key: of.key, value: of.value, headers: of.headers },
  ...{ isControlRecord: of.isControlRecord, batchContext: of.batchContext },
});

test('a header is found with its first value, without reading the headers', async () => {
  const all = { type: ['json', 'text'], 'content-type': 'json', empty: '' };
  const records = [recordOf({ key: null, value: 'v', headers: all })];
  const response = await responseOf([[{ batches: [], records: (await batchOf({ records })).buffer }]]);
  const [record] = decodeFetch(response).responses[0]?.partitions[0]?.messages ?? [];
  const has = (name: string, value: string) =>
    record instanceof FetchedRecord && record.hasHeader(Buffer.from(name), Buffer.from(value));
  expect([has('type', 'json'), has('content-type', 'json'), has('empty', '')]).toEqual([true, true, true]);
  expect([has('type', 'text'), has('content-type', 'jso'), has('tent-type', 'json'), has('v', '')]).toEqual(
    Array(4).fill(false),
  );
});

test('headers of a hostile writer are own fields of their record', async () => {
  const records = [
    recordOf({
      key: null,
      value: 'v',
      headers: Object.fromEntries([
        ['__proto__', 'p'],
        ['constructor', 'c'],
      ]),
    }),
  ];
  const response = await responseOf([[{ batches: [], records: (await batchOf({ records })).buffer }]]);
  const decoded = decodeFetch(response);
  const read = decoded.responses[0]?.partitions[0]?.messages[0]?.headers ?? {};
  expect(Object.entries(read)).toEqual([
    ['__proto__', Buffer.from('p')],
    ['constructor', Buffer.from('c')],
  ]);
  expect(Object.getPrototypeOf(read)).toBe(Object.prototype);
});

async function responseOf(topics: (Partial<Fetched> & { records?: Buffer })[][]): Promise<Buffer> {
  const writer = new OctetWriter();
  writer.int32(7);
  writer.int16(0);
  writer.int32(0);
  writer.int32(topics.length);
  for (const [nth, all] of topics.entries()) {
    writer.string(`topic-${nth}`);
    writer.int32(all.length);
    for (const [partition, one] of all.entries()) {
      const { errorCode = 0, preferredReadReplica = -1, aborted = -1, batches = [], cutOff = 0 } = one;
      writer.int32(partition);
      writer.int16(errorCode);
      for (const offset of [2n ** 60n, -1n, 5n]) writer.int64(offset);
      writer.int32(aborted);
      for (let n = 0; n < aborted; n += 1) [BigInt(n), 9n].forEach((id) => writer.int64(id));
      writer.int32(preferredReadReplica);
      const whole = one.records ?? Buffer.concat(await Promise.all(batches.map(octetsOf)));
      const records = whole.subarray(0, Math.max(0, whole.length - cutOff));
      writer.int32(records.length);
      for (const octet of records) writer.int8((octet << 24) >> 24);
    }
  }
  return Buffer.from(writer.buffer);
}

async function octetsOf({ records, isAppendTime, ...of }: Fetched['batches'][0]): Promise<Buffer> {
  const encoded = records.map((one, offsetDelta) => recordOf({ ...one, offsetDelta }));
  const maxTimestamp = of.firstTimestamp + 9;
  const { buffer } = await batchOf({
    ...of,
    records: encoded,
    maxTimestamp,
    producerId: 4n,
    lastOffsetDelta: records.length - 1,
  });
  const written = Buffer.from(buffer);
  if (isAppendTime) written[ATTRIBUTES_AT] = (written[ATTRIBUTES_AT] as number) | APPEND_TIME;
  written.writeUInt32BE(crc32c(written.subarray(CHECKED_FROM)), CHECKED_FROM - 4);
  return written;
}
