import { gzipSync } from 'node:zlib';
import { crc32c } from '@node-rs/crc32';
import { compressFrameSync } from 'lz4-napi';
import { compressSync } from 'snappy';

/** Fields of a record batch (KIP-98) as a hostile client fills them in; what is absent has the value of a right one. */
export interface RawBatch {
  /** Records as octets: see `rawRecord`. */
  records: Buffer[];
  codec?: 0 | 1 | 2 | 3;
  /** Replaces the octets behind the header. */
  body?: Buffer;
  magic?: number;
  attributes?: number;
  count?: number;
  lastOffsetDelta?: number;
  timestamp?: bigint;
  producerId?: bigint;
  producerEpoch?: number;
  firstSequence?: number;
  checksum?: number;
  /** Length as stated. */
  length?: number;
}

const COMPRESS = [(octets: Buffer) => octets, gzipSync, compressSync, compressFrameSync] as const;
const HEADER_OCTETS = 61;

export function rawBatch(batch: RawBatch): Buffer {
  const { records, codec = 0, count = records.length } = batch;
  const body = batch.body ?? COMPRESS[codec](Buffer.concat(records));
  const octets = Buffer.concat([Buffer.alloc(HEADER_OCTETS), body]);
  const timestamp = batch.timestamp ?? 1_764_000_000_000n;
  octets.writeInt32BE(batch.length ?? octets.length - 12, 8);
  octets.writeInt8(batch.magic ?? 2, 16);
  octets.writeInt16BE(batch.attributes ?? codec, 21);
  octets.writeInt32BE(batch.lastOffsetDelta ?? count - 1, 23);
  octets.writeBigInt64BE(timestamp, 27);
  octets.writeBigInt64BE(timestamp, 35);
  octets.writeBigInt64BE(batch.producerId ?? -1n, 43);
  octets.writeInt16BE(batch.producerEpoch ?? -1, 51);
  octets.writeInt32BE(batch.firstSequence ?? -1, 53);
  octets.writeInt32BE(count, 57);
  octets.writeUInt32BE(batch.checksum ?? crc32c(octets.subarray(21)), 17);
  return octets;
}

/** Record of a batch. @param delta - offset from the first of the batch */
export function rawRecord(delta: number, key: string, value: Buffer | string): Buffer {
  const octets = Buffer.from(value);
  const body = Buffer.concat([
    Buffer.from([0, 0]),
    varint(delta),
    varint(Buffer.byteLength(key)),
    Buffer.from(key),
    varint(octets.length),
    octets,
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
