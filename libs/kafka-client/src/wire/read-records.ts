import { type BatchContext, type FetchedRecord, MAGIC } from './fetched-record';
import { Undecodable, UndecodableBatch } from './undecodable-batch';
import { HEADER_OCTETS, LENGTH_FROM, readHeader } from './batch-header';
import type { InflationBudget } from './inflation-budget';
import { readBatch } from './read-batch';

/** Position of the version of a batch, in every version. */
const MAGIC_AT = 16;

/**
 * Reads the record batches of one partition in one pass and with plain numbers, where kafkajs makes objects of 64 bits for each
 * offset and timestamp, and an object for each header. What cannot be decoded harms its own batch only. The last batch may be
 * cut off, and those behind a spent budget are left: both arrive again.
 */
export function readRecords(octets: Buffer, budget: InflationBudget): (FetchedRecord | UndecodableBatch)[] {
  const records: (FetchedRecord | UndecodableBatch)[] = [];
  for (let at = 0; octets.length - at > MAGIC_AT;) {
    const size = LENGTH_FROM + octets.readInt32BE(at + 8);
    if (octets.length - at < size || (records.length > 0 && budget.isSpent)) break;
    for (const record of readOne(octets.subarray(at, at + size), budget)) records.push(record);
    at += size;
  }
  return records;
}

/** @throws Error if the broker's response cannot be cut into batches: nobody knows then at which offset to read on */
function readOne(octets: Buffer, budget: InflationBudget): (FetchedRecord | UndecodableBatch)[] {
  const magic = octets.readInt8(MAGIC_AT);
  if (magic !== MAGIC) {
    const offset = octets.readBigInt64BE(0).toString();
    const fault = `message format ${magic} is not supported, only ${MAGIC}`;
    return [new UndecodableBatch(offset, offset, '0', fault, octets, NO_CONTEXT)];
  }
  if (octets.length < HEADER_OCTETS) throw new Error('The broker returned a record batch without a whole header');
  const header = readHeader(octets);
  try {
    return readBatch(octets, header, budget);
  } catch (error) {
    if (!(error instanceof Undecodable || error instanceof RangeError)) throw error;
    const fault = error instanceof Undecodable ? error.message : 'a record is cut off';
    const { context, firstOffset } = header;
    const last = String(firstOffset + Math.max(0, context.lastOffsetDelta));
    return [new UndecodableBatch(last, context.firstOffset, context.maxTimestamp, fault, octets, shown(context))];
  }
}

/** Context of what is not of the format that kafkajs describes. */
const NO_CONTEXT: BatchContext = {
  ...{ firstOffset: '0', firstTimestamp: '0', maxTimestamp: '0', partitionLeaderEpoch: -1, lastOffsetDelta: 0 },
  ...{ inTransaction: false, isControlBatch: false, producerId: '-1', producerEpoch: -1, firstSequence: -1 },
  ...{ timestampType: 0, magicByte: MAGIC },
};

/** kafkajs hides control batches from its consumers. */
const shown = (context: BatchContext): BatchContext => ({ ...context, isControlBatch: false });
