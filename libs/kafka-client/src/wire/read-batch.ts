import { crc32c } from '@node-rs/crc32';
import { FetchedRecord } from './fetched-record';
import { OctetReader } from './octet-reader';
import { Undecodable, UndecodableBatch } from './undecodable-batch';
import { type BatchHeader, CHECKED_FROM, HEADER_OCTETS } from './batch-header';
import type { InflationBudget } from './inflation-budget';

/** Maximum number of records of a batch: each can cost a dead letter. */
const MAX_RECORDS = 100_000;
/** Maximum size of a record; a broker with default settings takes no larger one, unless it is compressed. */
const MAX_RECORD_OCTETS = 1_048_576;

/**
 * Reads the records of a batch. One that is larger than 1 MiB is returned as an undecodable batch of its own.
 * @param octets - of the whole batch
 * @throws Undecodable, or RangeError, if a record cannot be read; none is returned then
 */
export function readBatch(
  octets: Buffer,
  header: BatchHeader,
  budget: InflationBudget,
): (FetchedRecord | UndecodableBatch)[] {
  const { context, codec, count, checksum } = header;
  if (crc32c(octets.subarray(CHECKED_FROM)) !== checksum) throw new Undecodable('its checksum is wrong');
  if (count < 0 || count > MAX_RECORDS)
    throw new Undecodable(`it states ${count} records, the limit is ${MAX_RECORDS}`);
  const written = octets.subarray(HEADER_OCTETS);
  const reader = new OctetReader(codec === 0 ? written : budget.inflate(codec, written));
  const timestamps = new Timestamps(
    header.firstTimestamp,
    context.timestampType === 1 ? context.maxTimestamp : undefined,
  );
  const records: (FetchedRecord | UndecodableBatch)[] = [];
  for (let nth = 0; nth < count; nth += 1) records.push(readRecord(reader, header, timestamps));
  if (reader.at !== reader.octets.length) throw new Undecodable('there are octets behind its last record');
  return records;
}

function readRecord(
  reader: OctetReader,
  { context, firstOffset }: BatchHeader,
  timestamps: Timestamps,
): FetchedRecord | UndecodableBatch {
  const { octets } = reader;
  const size = reader.varint();
  const from = reader.at;
  const end = from + size;
  if (size < 0 || end > octets.length) throw new Undecodable('a record is cut off');
  const attributes = reader.int8();
  const timestamp = timestamps.after(reader.varlong());
  const delta = reader.varint();
  if (delta < 0 || delta > context.lastOffsetDelta) throw new Undecodable('a record has an offset of another batch');
  const offset = String(firstOffset + delta);
  if (size > MAX_RECORD_OCTETS) {
    const fault = `a record has ${size} octets, the limit is ${MAX_RECORD_OCTETS}`;
    reader.at = end;
    return new UndecodableBatch(offset, offset, timestamp, fault, octets.subarray(from, end), context);
  }
  const key = reader.varintOctets();
  const value = reader.varintOctets();
  const headersAt = reader.at;
  if (headersAt > end) throw new Undecodable('a key or value is longer than its record');
  skipHeaders(reader, end);
  return new FetchedRecord(attributes, timestamp, offset, key, value, context, octets, headersAt);
}

/** Walks the headers, which are read later and then cannot be refused. */
function skipHeaders(reader: OctetReader, end: number): void {
  for (let left = reader.varint(); left !== 0; left -= 1) {
    reader.skipVarint();
    reader.skipVarint();
    if (left < 0 || reader.at > end) break;
  }
  if (reader.at !== end) throw new Undecodable('the headers of a record do not end with it');
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
