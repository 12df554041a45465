export { type KafkaConnection, connect } from './client/connection';
export { LOW_LATENCY, Consumes, Follows, BATCHED } from './consuming/consumes';
export type { Gathering } from './consuming/rounds';
export { ContractViolation, assertFits, misfit } from './records/contract-check';
export { type DeadLetterNote, MARK_KEY } from './dead-letters/dead-letter';
export { redactedKey, redactedValue } from './dead-letters/redact';
export { type Replayed, replayDeadLetters, whyNotReplayed } from './dead-letters/replay';
export { type Broker, type Survey, surveyDeadLetters } from './dead-letters/survey';
export { header } from './records/decode';
export type { Anchor, Follower, FollowerMemory } from './consuming/follower';
export { FRAME_HEADER, type Frame, fold, messagesIn, valuesIn } from './records/frame';
export type { TopicAlias } from './consuming/handlers';
export { type GroupHooks, KafkaTransport, type TransportOptions } from './consuming/kafka-transport';
export type { Lag } from './broker/lag';
export { mergeCalls } from './consuming/merge-calls';
export type { MessagingLog } from './client/messaging-log';
export {
  type Message,
  type MessageOf,
  type Outgoing,
  UNREADABLE_CODES,
  type UnreadableRecord,
} from './records/message';
export { partitionOf } from './records/partition';
export { PREFIX_FORM } from './client/prefix/names';
export { prefixed } from './client/prefix/prefixed';
export { Publisher } from './publishing/publisher';
export { type Offsets, readRange } from './broker/read-range';
export { reachKafka } from './client/reach-kafka';
export { patientFor, retryTransient } from './faults/retry-transient';
export { shareCalls } from './consuming/share-calls';
export { type TopicDifference, topicDifferences } from './broker/topic-differences';
export { TopicMismatch, ensureTopics, readTopic, wantedTopics } from './broker/topics';
export { TransientFault, isTransient } from './faults/transient-faults';
