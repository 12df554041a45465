import type { Topic } from '@stopsms/contracts';
import { Partitioners } from '@stopsms/kafka-client';
import { murmur2 } from './murmur2';

const partitioner = Partitioners.DefaultPartitioner();
const metadataOf = new Map<
  number,
  { partitionErrorCode: number; partitionId: number; leader: number; replicas: number[]; isr: number[] }[]
>();

/**
 * The partition of a key, as Java clients compute it (murmur2), so that every writer of a co-partitioned topic agrees.
 * Topics with a compound key are partitioned by a part of it only.
 */
export function partitionOf(topic: Topic, key: string): number {
  const partitionKey = topic.partitionBy ? topic.partitionBy(key) : key;
  const hash = murmur2(partitionKey);
  if (hash !== undefined) return (hash & 0x7fffffff) % topic.partitions;
  let metadata = metadataOf.get(topic.partitions);
  if (!metadata) {
    metadata = Array.from({ length: topic.partitions }, (_, partitionId) => ({
      partitionErrorCode: 0,
      partitionId,
      leader: 0,
      replicas: [],
      isr: [],
    }));
    metadataOf.set(topic.partitions, metadata);
  }
  return partitioner({ topic: topic.name, partitionMetadata: metadata, message: { key: partitionKey, value: null } });
}
