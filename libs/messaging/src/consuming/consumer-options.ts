import type { Topic } from '@stopsms/contracts';
import type { BatchHandling } from './batch-handling';
import type { Precedence } from './precedence';
import type { Gathering } from './rounds';

export interface ConsumerOptions {
  groupId: string;
  /** `after`: topics whose records of the same partition come first; detached consumers only. */
  topics: Map<string, { topic: Topic; handling: BatchHandling; after?: readonly Precedence[] }>;
  /** Partitions handled concurrently; when detached, handed over concurrently. */
  concurrency: number;
  maxRecords?: number;
  /** Minimum time from one fetch that returned records to the next: later records gather. */
  lingerMs?: number;
  /**
   * kafkajs fetches again only when all batches of the last fetch are handled, so a long batch of one topic delays the
   * others. Detached, each partition is handled on its own while fetching continues.
   */
  detached?: boolean;
  /** Records that nobody waits for gather; detached consumers only. */
  gathering?: Gathering;
  /** The reader keeps offsets itself and seeks at each assignment: none is committed. */
  uncommitted?: boolean;
  /** Called with the partitions that are assigned now. */
  onAssigned?: (assignment: ReadonlyMap<string, readonly number[]>) => void;
  /** Returns metadata to commit beside the offset, for the next owner of the partition; detached consumers only. */
  commitMetadata?: (topic: string, partition: number, next: bigint) => string;
  /**
   * Time without a response of the group after which the consumer has failed, while Kafka responds to others; it has failed also if it
   * was no member for three times as long.
   */
  maxSilenceMs?: number;
  /** Called once when the consumer has failed and will not recover. */
  onFatal: (error: Error) => void;
  /** Called with the next offset to read of a partition, after each batch. */
  onProgress?: (topic: string, partition: number, nextOffset: string) => void;
  /** Returns the offset below which records were seen already and are skipped; called with the end of the partition. */
  skipBelow?: (topic: string, partition: number, end: bigint) => bigint;
}
