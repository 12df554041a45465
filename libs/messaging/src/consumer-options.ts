import type { Topic } from '@stopsms/contracts';
import type { BatchHandling } from './batch-handling';
import type { Precedence } from './precedence';

export interface ConsumerOptions {
  groupId: string;
  /** `after`: records of the same partition of other topics come first; detached consumers only. */
  topics: Map<string, { topic: Topic; handling: BatchHandling; after?: readonly Precedence[] }>;
  /** Partitions handled at the same time; when detached, handed over at the same time. */
  concurrency: number;
  maxRecords?: number;
  /** From one fetch that brought something to the next, at least: what comes meanwhile gathers. */
  lingerMs?: number;
  /**
   * kafkajs fetches again only when all batches of the last fetch are handled, so a long batch of one topic would keep
   * the others waiting. Detached, each partition is handled on its own while fetching goes on.
   */
  detached?: boolean;
  /** Whoever reads keeps the offsets itself and seeks at each assignment: none is committed. */
  uncommitted?: boolean;
  /** Told which partitions are ours now. */
  onAssigned?: (assignment: ReadonlyMap<string, readonly number[]>) => void;
  /** Committed beside the offset, for whoever owns the partition next; detached consumers only. */
  commitMetadata?: (topic: string, partition: number, next: bigint) => string;
  /** Called once when the consumer is dead and will not come back. */
  onFatal: (error: Error) => void;
  /** Told the next offset to read of a partition, after each batch. */
  onProgress?: (topic: string, partition: number, nextOffset: string) => void;
  /** A record below this offset was seen already and is skipped; told where the partition ends now. */
  skipBelow?: (topic: string, partition: number, end: bigint) => bigint;
}
