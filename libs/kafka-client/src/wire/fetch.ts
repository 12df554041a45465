import type { FetchedRecord } from './fetched-record';
import { OctetReader } from './octet-reader';
import { OctetWriter } from './octet-writer';
import type { UndecodableBatch } from './undecodable-batch';
import { InflationBudget } from './inflation-budget';
import { readRecords } from './read-records';

/** Request of kafkajs, before it is encoded. */
export interface FetchRequest {
  replicaId?: number;
  maxWaitTime: number;
  minBytes: number;
  maxBytes: number;
  isolationLevel?: number;
  rackId?: string;
  topics: { topic: string; partitions: { partition: number; fetchOffset: string; maxBytes: number }[] }[];
}

interface PartitionResponse {
  partition: number;
  errorCode: number;
  highWatermark: string;
  lastStableOffset: string;
  lastStartOffset: string;
  abortedTransactions: { producerId: string; firstOffset: string }[];
  preferredReadReplica: number;
  messages: (FetchedRecord | UndecodableBatch)[];
}

export interface FetchResponse {
  throttleTime: number;
  clientSideThrottleTime: number;
  errorCode: number;
  sessionId: number;
  responses: { topicName: string; partitions: PartitionResponse[] }[];
}

const OF_A_CONSUMER = -1;
const READ_COMMITTED = 1;
const UNKNOWN_EPOCH = -1;
const NONE = -1;

/** Version 11 of the request, without a session. */
export function encodeFetch(request: FetchRequest): OctetWriter {
  const writer = new OctetWriter();
  writer.int32(request.replicaId ?? OF_A_CONSUMER);
  writer.int32(request.maxWaitTime);
  writer.int32(request.minBytes);
  writer.int32(request.maxBytes);
  writer.int8(request.isolationLevel ?? READ_COMMITTED);
  writer.int32(0);
  writer.int32(UNKNOWN_EPOCH);
  writer.int32(request.topics.length);
  for (const { topic, partitions } of request.topics) {
    writer.string(topic);
    writer.int32(partitions.length);
    for (const { partition, fetchOffset, maxBytes } of partitions) {
      writer.int32(partition);
      writer.int32(UNKNOWN_EPOCH);
      writer.int64(exactly(fetchOffset));
      writer.int64(NONE);
      writer.int32(maxBytes);
    }
  }
  writer.int32(0);
  writer.string(request.rackId ?? '');
  return writer;
}

/**
 * Decodes version 11 of the response. Partitions without news are left out: a consumer of kafkajs makes a batch of each, and does
 * nothing with it.
 */
export function decodeFetch(octets: Buffer): FetchResponse {
  const reader = new OctetReader(octets);
  const clientSideThrottleTime = reader.int32();
  const errorCode = reader.int16();
  const sessionId = reader.int32();
  const responses: FetchResponse['responses'] = [];
  for (let topics = reader.int32(); topics > 0; topics -= 1) {
    const topicName = reader.string();
    const budget = new InflationBudget();
    const partitions: PartitionResponse[] = [];
    for (let count = reader.int32(); count > 0; count -= 1) {
      const partition = reader.int32();
      const code = reader.int16();
      const at = reader.skip(3 * 8);
      const abortedTransactions = readAborted(reader, reader.int32());
      const preferredReadReplica = reader.int32();
      const size = Math.max(0, reader.int32());
      const from = reader.skip(size);
      if (size === 0 && code === 0 && preferredReadReplica === NONE) continue;
      const messages = readRecords(octets.subarray(from, reader.at), budget);
      const [highWatermark, lastStableOffset, lastStartOffset] = [at, at + 8, at + 16].map((of) =>
        octets.readBigInt64BE(of).toString(),
      ) as [string, string, string];
      const offsets = { highWatermark, lastStableOffset, lastStartOffset };
      partitions.push({ partition, errorCode: code, ...offsets, abortedTransactions, preferredReadReplica, messages });
    }
    if (partitions.length > 0) responses.push({ topicName, partitions });
  }
  // The broker has not throttled: it expects the client to do so.
  return { throttleTime: 0, clientSideThrottleTime, errorCode, sessionId, responses };
}

function readAborted(reader: OctetReader, count: number): PartitionResponse['abortedTransactions'] {
  if (count <= 0) return [];
  const next = () => reader.octets.readBigInt64BE(reader.skip(8)).toString();
  return Array.from({ length: count }, () => ({ producerId: next(), firstOffset: next() }));
}

function exactly(offset: string): number | bigint {
  const value = Number(offset);
  return Number.isSafeInteger(value) ? value : BigInt(offset);
}
