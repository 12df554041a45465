import { UseFilters, applyDecorators } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import type { Topic } from '@stopsms/contracts';
import type { MessageOf } from '../records/message';
import { RethrowFilter } from './rethrow-filter';
import type { Gathering } from './rounds';

/** Binds Nest's handlers to this transport when several transports share an application. */
export const KAFKA_TRANSPORT = Symbol('stopsms-kafka');

export interface HandlerExtras {
  topic: Topic;
  /** `share`: replicas share the partitions. `follow`: each replica reads everything. */
  mode: 'share' | 'follow';
  /**
   * Handlers of one group run in one consumer: partition n of all their topics is assigned to one replica, and a slow topic
   * does not delay the others.
   */
  group?: string;
  /**
   * Other topics of the same group: a batch is handled only after every record with one of its keys that the same partition of
   * those topics held when the batch was fetched. A reply is classified after the messages it may answer.
   */
  after?: readonly Topic[];
  /**
   * Milliseconds to wait for more records after a fetch that returned some, as Kafka's `linger.ms`; a record that arrives
   * alone is not delayed. One fetch per record costs a broker and six services more than handling it does.
   */
  lingerMs?: number;
  /** Records that nobody waits for gather, in a handler with a `group`. */
  gathering?: Gathering;
  /** Records per batch, 1,000 by default. */
  maxRecords?: number;
  /** Minimum milliseconds from the start of one of the two concurrent batches to its next: records of all partitions gather. */
  everyMs?: number;
}

/** Options for handlers for which a fifth of a second does not matter: records, counts, proofs, replies for other systems. */
export const BATCHED = { lingerMs: 200 };

/** Options for busy topics that somebody waits for: batches grow tenfold, and nobody notices a hundredth of a second. */
export const LOW_LATENCY = { lingerMs: 10 };

type Handler<M> = (messages: M[]) => Promise<void>;
type HandlerDecorator<M> = <H extends Handler<M>>(
  target: object,
  key: string | symbol,
  descriptor: TypedPropertyDescriptor<H>,
) => void;

const handles = (extras: HandlerExtras) =>
  applyDecorators(
    EventPattern<string>(extras.topic.name, KAFKA_TRANSPORT, { kafka: extras }),
    UseFilters(RethrowFilter),
  );

/**
 * Handles the records of a topic in batches of up to 1,000, those of a partition in order, at least once. A batch holds
 * records of several partitions, unless the service follows the assignment of its group.
 * A handler that throws because Kafka or the database is down is retried until it works; any other error is retried three
 * times, then each record alone, and what still fails goes to the topic's `.dlq`.
 */
export const Consumes = <T extends Topic>(
  topic: T,
  options: Pick<HandlerExtras, 'group' | 'after' | 'lingerMs' | 'gathering' | 'maxRecords' | 'everyMs'> = {},
) => handles({ topic, mode: 'share', ...options }) as HandlerDecorator<MessageOf<T>>;

/**
 * Feeds a table in memory from a topic. Every replica reads every record, once and in order: from the beginning, unless the
 * owner of the table sets where to begin (`KafkaTransport.remember`). The service is not ready before it has caught up. A
 * value of null is a tombstone.
 */
export const Follows = <T extends Topic>(topic: T) =>
  handles({ topic, mode: 'follow' }) as HandlerDecorator<MessageOf<T>>;
