import { type BatchContext, MAGIC } from './fetched-record';
import { OctetReader } from './octet-reader';

/** Octets of a batch up to its records. */
export const HEADER_OCTETS = 61;
/** Octets from which its length is counted. */
export const LENGTH_FROM = 12;
/** Octets from which its checksum is computed. */
export const CHECKED_FROM = 21;

const CODEC = 0b111;
const APPEND_TIME = 0b1000;
const TRANSACTIONAL = 0b10000;
const CONTROL = 0b100000;

/** Header of a record batch of version 2. */
export interface BatchHeader {
  context: BatchContext;
  firstOffset: number;
  firstTimestamp: number;
  /** CRC-32C, unsigned. */
  checksum: number;
  /** Number of the compression codec; 0 for none. */
  codec: number;
  /** Number of records. */
  count: number;
}

/** @param octets - of one batch, at least its header */
export function readHeader(octets: Buffer): BatchHeader {
  const batch = new OctetReader(octets);
  const firstOffset = batch.int64();
  batch.skip(4);
  const partitionLeaderEpoch = batch.int32();
  batch.skip(1);
  const checksum = octets.readUInt32BE(batch.skip(4));
  const attributes = batch.int16();
  const lastOffsetDelta = batch.int32();
  const firstTimestamp = batch.int64();
  const maxTimestamp = batch.int64();
  const context: BatchContext = {
    firstOffset: String(firstOffset),
    firstTimestamp: String(firstTimestamp),
    partitionLeaderEpoch,
    inTransaction: (attributes & TRANSACTIONAL) !== 0,
    isControlBatch: (attributes & CONTROL) !== 0,
    lastOffsetDelta,
    producerId: String(octets.readBigInt64BE(batch.skip(8))),
    producerEpoch: batch.int16(),
    firstSequence: batch.int32(),
    maxTimestamp: String(maxTimestamp),
    timestampType: (attributes & APPEND_TIME) !== 0 ? 1 : 0,
    magicByte: MAGIC,
  };
  return { context, firstOffset, firstTimestamp, checksum, codec: attributes & CODEC, count: batch.int32() };
}
