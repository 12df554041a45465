import type { IHeaders } from 'kafkajs';
import { OctetReader } from './octet-reader';

/** Version of record batches since Kafka 0.11. */
export const MAGIC = 2;

/** Batch of a record as kafkajs describes it. */
export interface BatchContext {
  firstOffset: string;
  firstTimestamp: string;
  partitionLeaderEpoch: number;
  inTransaction: boolean;
  isControlBatch: boolean;
  lastOffsetDelta: number;
  producerId: string;
  producerEpoch: number;
  firstSequence: number;
  maxTimestamp: string;
  timestampType: number;
  magicByte: number;
}

/**
 * Record as kafkajs hands it to a consumer. Headers are read when something asks for them: a table of millions of records reads
 * none, and two buffers for each of seven headers would be most of the garbage.
 */
export class FetchedRecord {
  readonly magicByte = MAGIC;
  private read: IHeaders | undefined;

  /** @param headersAt - where the headers begin in `octets` */
  constructor(
    readonly attributes: number,
    readonly timestamp: string,
    readonly offset: string,
    readonly key: Buffer | null,
    readonly value: Buffer | null,
    readonly batchContext: BatchContext,
    private readonly octets: Buffer,
    private readonly headersAt: number,
  ) {}

  get isControlRecord(): boolean {
    return this.batchContext.isControlBatch;
  }

  get headers(): IHeaders {
    return (this.read ??= readHeaders(new OctetReader(this.octets, this.headersAt)));
  }

  /** True if the first header of that name has exactly this value. */
  hasHeader(name: Buffer, value: Buffer): boolean {
    const reader = new OctetReader(this.octets, this.headersAt);
    for (let left = reader.varint(); left > 0; left -= 1) {
      const nameAt = reader.skipVarint();
      const isNamed = isAt(this.octets, nameAt, reader.at, name);
      const valueAt = reader.skipVarint();
      if (isNamed) return isAt(this.octets, valueAt, reader.at, value);
    }
    return false;
  }
}

function readHeaders(reader: OctetReader): IHeaders {
  const headers: IHeaders = {};
  for (let left = reader.varint(); left > 0; left -= 1) {
    put(headers, reader.varintOctets()?.toString('utf8') ?? '', reader.varintOctets());
  }
  return headers;
}

/** A name that occurs several times has several values. */
function put(headers: IHeaders, name: string, value: Buffer | null): void {
  const before = Object.hasOwn(headers, name) ? headers[name] : undefined;
  const together = before === undefined ? value : [...(Array.isArray(before) ? before : [before]), value];
  if (name !== '__proto__') headers[name] = together as IHeaders[string];
  else Object.defineProperty(headers, name, { value: together, enumerable: true, configurable: true, writable: true });
}

function isAt(octets: Buffer, at: number, end: number, expected: Buffer): boolean {
  if (end - at !== expected.length) return false;
  for (let nth = 0; nth < expected.length; nth += 1) if (octets[at + nth] !== expected[nth]) return false;
  return true;
}
