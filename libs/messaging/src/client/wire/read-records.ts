import { type BatchContext, FetchedRecord, MAGIC } from '../../records/fetched-record';
import { OctetReader } from '../../records/octet-reader';

/** Octets of a batch before its records; its length is counted from the 12th. */
const BATCH_OCTETS = 61;
const LENGTH_FROM = 12;
/** Octets from which kafkajs tries to read another batch. */
const WORTH_READING = 49;
const COMPRESSED = 0b111;
const APPEND_TIME = 0b1000;
const TRANSACTIONAL = 0b10000;
const CONTROL = 0b100000;

/**
 * Reads the record batches of one partition in one pass and with plain numbers, where kafkajs makes objects of 64 bits for each
 * offset and timestamp, and an object for each header. The last batch may be cut off: it arrives again.
 * @returns undefined for what only kafkajs reads: compressed batches, and those of versions before
 */
export function readRecords(octets: Buffer): FetchedRecord[] | undefined {
  const records: FetchedRecord[] = [];
  for (let at = 0; octets.length - at >= WORTH_READING;) {
    const batch = new OctetReader(octets, at);
    const firstOffset = batch.int64();
    const length = batch.int32();
    if (octets.length - at - LENGTH_FROM < length) break;
    const partitionLeaderEpoch = batch.int32();
    if (batch.int8() !== MAGIC || length < BATCH_OCTETS - LENGTH_FROM || !Number.isSafeInteger(firstOffset)) {
      return undefined;
    }
    batch.skip(4);
    const attributes = batch.int16();
    if ((attributes & COMPRESSED) !== 0) return undefined;
    const lastOffsetDelta = batch.int32();
    const firstTimestamp = batch.int64();
    const maxTimestamp = batch.int64();
    const producerId = octets.readBigInt64BE(batch.skip(8));
    const context: BatchContext = {
      firstOffset: String(firstOffset),
      firstTimestamp: String(firstTimestamp),
      partitionLeaderEpoch,
      inTransaction: (attributes & TRANSACTIONAL) !== 0,
      isControlBatch: (attributes & CONTROL) !== 0,
      lastOffsetDelta,
      producerId: String(producerId),
      producerEpoch: batch.int16(),
      firstSequence: batch.int32(),
      maxTimestamp: String(maxTimestamp),
      timestampType: (attributes & APPEND_TIME) !== 0 ? 1 : 0,
      magicByte: MAGIC,
    };
    const timestamps = new Timestamps(firstTimestamp, context.timestampType === 1 ? context.maxTimestamp : undefined);
    for (let count = batch.int32(); count > 0; count -= 1) {
      records.push(readRecord(batch, context, firstOffset, timestamps));
    }
    at += LENGTH_FROM + length;
  }
  return records;
}

function readRecord(
  batch: OctetReader,
  context: BatchContext,
  firstOffset: number,
  timestamps: Timestamps,
): FetchedRecord {
  const end = batch.varint() + batch.at;
  const attributes = batch.int8();
  const timestamp = timestamps.after(batch.varlong());
  const offset = String(firstOffset + batch.varint());
  const key = batch.varintOctets();
  const value = batch.varintOctets();
  const headersAt = batch.at;
  batch.at = end;
  return new FetchedRecord(attributes, timestamp, offset, key, value, context, batch.octets, headersAt);
}

/** Timestamps of a batch as text: most records of a batch have the same. */
class Timestamps {
  private delta = NaN;
  private text = '';

  constructor(
    private readonly first: number,
    private readonly ofAll: string | undefined,
  ) {}

  after(delta: number): string {
    if (this.ofAll !== undefined) return this.ofAll;
    if (delta !== this.delta) {
      this.delta = delta;
      this.text = String(this.first + delta);
    }
    return this.text;
  }
}
