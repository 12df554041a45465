import { randomUUID } from 'node:crypto';
import { smsRequested } from '@stopsms/contracts';
import { type FuzzSchema, PlainClient, arbitraryOf } from '@stopsms/testing';
import Ajv2020 from 'ajv/dist/2020';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { Kafka, logLevel } from 'kafkajs';
import type { AcceptedValues } from './accepted-values';

const SCHEMA = JSON.parse(JSON.stringify(smsRequested.value)) as FuzzSchema;
const BATCH = 500;

export interface FuzzedRecords {
  /** Message ids of records that fit the topic. */
  fitting: string[];
  /** Keys of those that do not. */
  others: string[];
}

/** Publishes records that fit `sms.requested.v1` and others, each under a key of its own. */
export async function fuzzRecords(
  bootstrap: string,
  known: AcceptedValues,
  { seed, records }: { seed: number; records: number },
): Promise<FuzzedRecords> {
  const reader = new Ajv2020({ strict: false });
  addFormats(reader);
  const fits = reader.compile(SCHEMA as object);
  const values = known.of('POST', '/v1/messages', false);
  // Which of two records with one id is decided is another test's.
  const ofRecords = (name: string) => (name === 'id' ? undefined : values(name));
  const made = (wild: number) =>
    arbitraryOf(SCHEMA, { wild, known: ofRecords }).map((value) => JSON.stringify(value) ?? 'null');
  const written = fc.oneof(
    { weight: 5, arbitrary: made(0) },
    { weight: 4, arbitrary: made(6) },
    { weight: 2, arbitrary: made(30) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary' }) },
  );
  const sampled = fc.sample(written, { seed, numRuns: records });
  const found: FuzzedRecords = { fitting: [], others: [] };
  const sent = sampled.map((value) => {
    const key = randomUUID();
    const parsed = parsedOf(value);
    if (fits(parsed)) found.fitting.push((parsed as { id: string }).id.toLowerCase());
    else found.others.push(key);
    return { key, value };
  });
  const client = new PlainClient(new Kafka({ brokers: [bootstrap], logLevel: logLevel.NOTHING }));
  for (let from = 0; from < sent.length; from += BATCH)
    await client.putBytes(
      smsRequested.name,
      sent.slice(from, from + BATCH).map((record, n) => ({ ...record, partition: n % smsRequested.partitions })),
    );
  await client.close();
  return found;
}

function parsedOf(value: string): unknown {
  try {
    return JSON.parse(value.replaceAll(/\p{Surrogate}/gu, '\ufffd'));
  } catch {
    return undefined;
  }
}
