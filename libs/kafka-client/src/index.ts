import './patches';

export {
  type Admin,
  AssignerProtocol,
  type Batch,
  ConfigResourceTypes,
  type Consumer,
  type ConsumerGroupJoinEvent,
  type ConsumerRunConfig,
  type EachBatchPayload,
  type GroupDescription,
  type ICustomPartitioner,
  type IHeaders,
  type IResourceConfigEntry,
  type ITopicConfig,
  Kafka,
  type KafkaConfig,
  KafkaJSAggregateError,
  type KafkaMessage,
  type LogEntry,
  logLevel,
  type Message,
  type PartitionAssigner,
  Partitioners,
  type Producer,
  type RecordMetadata,
  type RetryOptions,
  type TopicMessages,
  type TopicPartitionOffsetAndMetadata,
} from 'kafkajs';
export { type BatchContext, FetchedRecord } from './wire/fetched-record';
export { UndecodableBatch } from './wire/undecodable-batch';
