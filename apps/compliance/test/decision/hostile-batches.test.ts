// A publisher that writes record batches as no client would: whatever the broker takes harms its writer only. The broker and the
// service are real; requests of another publisher are decided meanwhile.
import { type SmsRequested, deadLetterOf, publisherTopic } from '@stopsms/contracts';
import { RawProducer, type Seen, eventually, hostileBatch, rawBatch, rawRecord } from '@stopsms/testing';
import fc from 'fast-check';
import { Bed } from '../bed';
import { BRICOLIS, LORANE, REMINDER, requestOf } from '../fixtures';

const garden = publisherTopic('garden');
const shop = publisherTopic('shop');
const PUBLISHERS = JSON.stringify({
  publishers: [
    { name: 'garden', advertisers: [BRICOLIS.id] },
    { name: 'shop', advertisers: [LORANE.id] },
  ],
});
const PARTITION = 5;
const RUNS = 400;

let bed: Bed;
let producer: RawProducer;
let letters: Seen[];
beforeAll(async () => {
  bed = await Bed.madeWith({ PUBLISHERS });
  letters = await bed.collect(deadLetterOf(garden.name));
  producer = await RawProducer.open(brokerOf(bed));
});
afterAll(async () => {
  producer?.close();
  await bed?.end();
});

const brokerOf = (from: Bed): string => from.env()['KAFKA_BROKERS']?.split(',')[0] ?? '';
const topicOf = (name: string): string => `${bed.env()['KAFKA_PREFIX'] ?? ''}${name}`;

/** Sends a batch to the hostile publisher's topic; returns the broker's error code. */
async function write(batch: Buffer): Promise<number | undefined> {
  if (!producer.isOpen) producer = await RawProducer.open(brokerOf(bed));
  return producer.produce(topicOf(garden.name), PARTITION, batch);
}

const ofGarden = (): SmsRequested => requestOf({ category: 'informative', text: REMINDER, advertiserId: BRICOLIS.id });
const recordsOf = (requests: SmsRequested[]) =>
  requests.map((request, delta) => rawRecord(delta, request.id, JSON.stringify(request)));

/** Both publishers' next requests are decided: in the partition behind the garbage, and in all of the other's. */
async function expectBothDecided(): Promise<void> {
  const own = ofGarden();
  expect(await write(rawBatch({ records: recordsOf([own]) }))).toBe(0);
  const other = requestOf({ category: 'informative', text: REMINDER });
  await bed.send(shop, other.id, other);
  expect(await bed.verdict(other.id)).toMatchObject({ verdict: 'cleared' });
  expect(await bed.verdict(own.id)).toMatchObject({ verdict: 'cleared' });
}

test.each([1, 2, 3] as const)('decides requests in a batch compressed with codec %i', async (codec) => {
  const requests = Array.from({ length: 5 }, ofGarden);
  expect(await write(rawBatch({ records: recordsOf(requests), codec }))).toBe(0);
  for (const { id } of requests) expect(await bed.verdict(id)).toMatchObject({ verdict: 'cleared' });
});

test.each([1, 2, 3] as const)(
  'dead-letters a decompression bomb of codec %i with its range of offsets',
  async (codec) => {
    const zeros = Buffer.alloc(5_000_000);
    const records = [rawRecord(0, 'a', 'no request'), rawRecord(1, 'b', zeros), rawRecord(2, 'c', zeros)];
    const before = letters.length;
    expect(await write(rawBatch({ records, codec }))).toBe(0);
    const letter = await eventually('its dead letter', () => letters[before]);
    const { dlq_source_offset: first, dlq_source_last_offset: last } = letter.headers;
    expect(Number(last) - Number(first)).toBe(2);
    expect(letter.headers).toMatchObject({
      dlq_code: 'undecodable-batch',
      dlq_reason: 'the batch cannot be decoded: it inflates to more than 8388608 octets',
      dlq_source_partition: String(PARTITION),
    });
    await expectBothDecided();
  },
);

test('thousands of records that are not requests block nothing, and each has its dead letter', async () => {
  const before = letters.length;
  const records = Array.from({ length: 20_000 }, (_, delta) => rawRecord(delta, 'k', '{}'));
  expect(await write(rawBatch({ records, codec: 2 }))).toBe(0);
  await expectBothDecided();
  await eventually('all are dead-lettered', () => letters.length === before + records.length);
});

test('the service stays ready and decides the next request, whatever bytes a publisher writes', async () => {
  const seed = 20_261_202;
  const codes = new Map<number | undefined, number>();
  for (const octets of fc.sample(hostileBatch, { numRuns: RUNS, seed })) {
    const code = await write(octets);
    codes.set(code, (codes.get(code) ?? 0) + 1);
  }
  console.info(`Seed ${seed}, ${RUNS} batches by the broker's error code: ${JSON.stringify([...codes])}`);
  expect(codes.get(0)).toBeGreaterThan(0);
  expect(await write(rawBatch({ records: [rawRecord(0, 'k', Buffer.alloc(10_000_000))] }))).not.toBe(0);
  await expectBothDecided();
  expect((await fetch(`${bed.url}/health/ready`)).status).toBe(200);
});
