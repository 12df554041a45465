import { setTimeout as delay } from 'node:timers/promises';
import { KafkaJSError } from 'kafkajs';

// kafkajs 2.2.4 looks up the offsets of a topic with the leaders it knows. It never learns others when a broker responds that it
// is not the leader any more, so that the request fails for up to five minutes after a partition has moved to another broker; and if
// a concurrent request has replaced its metadata by one without the topic, it fails with a TypeError. Here each failure makes it
// learn the leaders again, and is an error that may pass.
//
// A consumer that fetches from a broker which leads a partition no more joins its group again, so that the whole group shares its
// partitions anew. Here it learns the leaders and continues: who leads a partition has no influence on whose it is.
//
// A consumer whose topic has other partitions than it knows joins its group again while its requests to other brokers continue. Batches
// that it took over before are dropped as those of a former assignment, and a response that arrives afterwards is read as one of the new
// one: its position is beyond the dropped records, which are lost. Here all requests end first, as before any other rebalance.

interface TopicPartitions {
  topic: string;
  partitions: readonly { partition: number }[];
}

interface Cluster {
  fetchTopicsOffset(topics: readonly TopicPartitions[]): Promise<TopicPartitions[]>;
  findTopicPartitionMetadata(topic: string): readonly unknown[];
  refreshMetadata(): Promise<void>;
}

interface Member {
  cluster: Cluster;
  recoverFromFetch(error: unknown): Promise<void>;
}

const LEADER_MOVED: ReadonlySet<unknown> = new Set([
  'LEADER_NOT_AVAILABLE',
  'NOT_LEADER_FOR_PARTITION',
  'FENCED_LEADER_EPOCH',
  'UNKNOWN_LEADER_EPOCH',
]);
/** Names and types of errors after which a consumer joins its group again. */
const PARTITIONS_CHANGED: ReadonlySet<unknown> = new Set([
  'UNKNOWN_TOPIC_OR_PARTITION',
  'KafkaJSTopicMetadataNotLoaded',
  'KafkaJSStaleTopicMetadataAssignment',
]);
const REBALANCE_IN_PROGRESS = 27;
/** Pause after a lookup of leaders: brokers may name the previous ones for a moment. */
const AFTER_LOOKUP_MS = 100;

// eslint-disable-next-line @typescript-eslint/no-require-imports -- it has no types
const { prototype: cluster } = require('kafkajs/src/cluster') as { prototype: Cluster };
const { fetchTopicsOffset } = cluster;

cluster.fetchTopicsOffset = async function (topics) {
  try {
    const unknown = topics.find(({ topic }) => this.findTopicPartitionMetadata(topic).length === 0);
    if (unknown) throw new KafkaJSError(`The leaders of ${unknown.topic} are not known yet`, { retriable: true });
    return await fetchTopicsOffset.call(this, topics);
  } catch (error) {
    await this.refreshMetadata().catch(() => undefined);
    throw error;
  }
};

// eslint-disable-next-line @typescript-eslint/no-require-imports -- it has no types
const { createErrorFromCode } = require('kafkajs/src/protocol/error') as {
  createErrorFromCode: (code: number) => Error;
};
// eslint-disable-next-line @typescript-eslint/no-require-imports -- it has no types
const { prototype: member } = require('kafkajs/src/consumer/consumerGroup') as { prototype: Member };
const { recoverFromFetch } = member;

member.recoverFromFetch = async function (error) {
  const { name, type } = error as { name?: unknown; type?: unknown };
  const mustJoin = PARTITIONS_CHANGED.has(type) || PARTITIONS_CHANGED.has(name);
  if (!mustJoin && !LEADER_MOVED.has(type)) return recoverFromFetch.call(this, error);
  await this.cluster.refreshMetadata();
  await delay(AFTER_LOOKUP_MS);
  if (mustJoin) throw createErrorFromCode(REBALANCE_IN_PROGRESS);
};

export {};
