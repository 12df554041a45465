import { KafkaJSError } from 'kafkajs';

// kafkajs 2.2.4 looks up the offsets of a topic with the leaders it knows. It never learns others when a broker responds that it
// is not the leader any more, so that the request fails for up to five minutes after a partition has moved to another broker; and if
// a concurrent request has replaced its metadata by one without the topic, it fails with a TypeError. Here each failure makes it
// learn the leaders again, and is an error that may pass.

interface TopicPartitions {
  topic: string;
  partitions: readonly { partition: number }[];
}

interface Cluster {
  fetchTopicsOffset(topics: readonly TopicPartitions[]): Promise<TopicPartitions[]>;
  findTopicPartitionMetadata(topic: string): readonly unknown[];
  refreshMetadata(): Promise<void>;
}

// eslint-disable-next-line @typescript-eslint/no-require-imports -- it has no types
const { prototype } = require('kafkajs/src/cluster') as { prototype: Cluster };
const { fetchTopicsOffset } = prototype;

prototype.fetchTopicsOffset = async function (topics) {
  try {
    const unknown = topics.find(({ topic }) => this.findTopicPartitionMetadata(topic).length === 0);
    if (unknown) throw new KafkaJSError(`The leaders of ${unknown.topic} are not known yet`, { retriable: true });
    return await fetchTopicsOffset.call(this, topics);
  } catch (error) {
    await this.refreshMetadata().catch(() => undefined);
    throw error;
  }
};

export {};
