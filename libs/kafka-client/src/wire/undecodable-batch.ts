import type { IHeaders } from 'kafkajs';
import type { BatchContext } from './fetched-record';

/** Maximum of the octets that a dead letter keeps of a batch; a broker with default settings takes no larger one. */
const MAX_KEPT_OCTETS = 1_048_576;

/** Fault of a batch; the message quotes nothing of its content. */
export class Undecodable extends Error {}

/**
 * Batch of records that cannot be decoded. Consumers get it instead of its records, with the offset of the last: a consumer that has
 * handled it reads on behind it.
 */
export class UndecodableBatch {
  readonly magicByte = 2;
  readonly attributes = 0;
  readonly key = null;
  readonly headers: IHeaders = {};
  readonly isControlRecord = false;
  /** Octets as fetched, cut off at 1 MiB. */
  readonly value: Buffer;

  /**
   * @param offset - of the last record
   * @param firstOffset - of the first record
   * @param timestamp - of the batch, epoch ms as text
   * @param fault - why it cannot be decoded
   * @param batchContext - as far as its header says
   */
  constructor(
    readonly offset: string,
    readonly firstOffset: string,
    readonly timestamp: string,
    readonly fault: string,
    octets: Buffer,
    readonly batchContext: BatchContext,
  ) {
    // A copy, because a slice would keep the whole response in memory.
    this.value = Buffer.from(octets.subarray(0, MAX_KEPT_OCTETS));
  }
}
