import { crc32c } from '@node-rs/crc32';
import type { IHeaders } from 'kafkajs';
import { CHECKED_FROM } from './batch-header';
import { OctetWriter } from './octet-writer';

/** Request of kafkajs, before it is encoded. */
export interface ProduceRequest {
  acks: number;
  timeout: number;
  compression?: number;
  transactionalId?: string | null | undefined;
  /** -1 of a producer that is not idempotent; kafkajs has it as an object. */
  producerId?: unknown;
  topicData: { topic: string; partitions: { partition: number; messages: ProducedRecord[] }[] }[];
}

export interface ProducedRecord {
  key?: Buffer | string | null;
  value: Buffer | string | null;
  timestamp?: string;
  headers?: IHeaders;
}

const MAGIC = 2;
const NO_PRODUCER = -1;
const LIKELY_OCTETS_A_RECORD = 600;

/** True for requests that kafkajs must encode itself. */
export const isUnusual = ({ compression = 0, transactionalId, producerId, topicData }: ProduceRequest): boolean =>
  compression !== 0 ||
  (transactionalId ?? null) !== null ||
  isIdempotent(producerId) ||
  topicData.some(({ partitions }) =>
    partitions.some(({ messages }) => messages.some(({ timestamp }) => timestamp !== undefined)),
  );

const isIdempotent = (producerId: unknown): boolean =>
  producerId !== undefined && producerId !== null && String(producerId as string) !== '-1';

/**
 * Encodes versions 3 to 7 of the request into one buffer, where kafkajs makes two of 512 octets for each record and one for each
 * header.
 */
export function encodeProduce(request: ProduceRequest): OctetWriter {
  const { acks, timeout, topicData } = request;
  const records = topicData.reduce((sum, { partitions }) => sum + countOf(partitions), 0);
  const writer = new OctetWriter(LIKELY_OCTETS_A_RECORD * records);
  writer.string(null);
  writer.int16(acks);
  writer.int32(timeout);
  writer.int32(topicData.length);
  for (const { topic, partitions } of topicData) {
    writer.string(topic);
    writer.int32(partitions.length);
    for (const { partition, messages } of partitions) {
      writer.int32(partition);
      writer.int32(0);
      const from = writer.length;
      writeBatch(writer, messages);
      writer.buf.writeInt32BE(writer.length - from, from - 4);
    }
  }
  return writer;
}

const countOf = (partitions: readonly { messages: readonly unknown[] }[]): number =>
  partitions.reduce((sum, { messages }) => sum + messages.length, 0);

function writeBatch(writer: OctetWriter, messages: readonly ProducedRecord[]): void {
  const from = writer.length;
  const now = Date.now();
  writer.int64(0);
  writer.int32(0);
  writer.int32(0);
  writer.int8(MAGIC);
  writer.int32(0);
  writer.int16(0);
  writer.int32(messages.length - 1);
  writer.int64(now);
  writer.int64(now);
  writer.int64(NO_PRODUCER);
  writer.int16(0);
  writer.int32(0);
  writer.int32(messages.length);
  messages.forEach((message, nth) =>
    writer.sized((message.value?.length ?? 0) + (message.key?.length ?? 0), () => writeRecord(writer, message, nth)),
  );
  writer.buf.writeInt32BE(writer.length - from - 12, from + 8);
  writer.buf.writeUInt32BE(crc32c(writer.buf.subarray(from + CHECKED_FROM, writer.length)), from + CHECKED_FROM - 4);
}

function writeRecord(writer: OctetWriter, { key, value, headers = {} }: ProducedRecord, nth: number): void {
  writer.int8(0);
  writer.varint(0);
  writer.varint(nth);
  writer.varintOctets(key);
  writer.varintOctets(value);
  const all = Object.entries(headers);
  writer.varint(all.reduce((count, [, one]) => count + (Array.isArray(one) ? one.length : 1), 0));
  for (const [name, one] of all) {
    for (const each of Array.isArray(one) ? one : [one]) {
      writer.varintOctets(name);
      writer.varintOctets(each);
    }
  }
}
