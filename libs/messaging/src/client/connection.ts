import type { ServiceName } from '@stopsms/contracts';
import { Kafka, type KafkaConfig, type RetryOptions, logLevel } from '@stopsms/kafka-client';
import { inRandomOrder } from './in-random-order';
import { logKafkajs } from './kafkajs-lines';
import type { MessagingLog } from './messaging-log';
import { prefixed } from './prefix/prefixed';

/** Addresses of the brokers and identity of the client. */
export interface KafkaConnection {
  /** `cli` for the operator's command line. */
  service: ServiceName | 'cli';
  brokers: string[];
  ssl?: KafkaConfig['ssl'];
  sasl?: KafkaConfig['sasl'];
  /** Prefix of every topic and group on the brokers; none by default. */
  prefix?: string;
}

/** Time limit of a request; kafkajs allows a join the rebalance timeout and 5 s. */
export const REQUEST_TIMEOUT_MS = 30_000;
/** Short retries: longer ones are done visibly by this library. */
const SHORT = { initialRetryTime: 100, maxRetryTime: 2_000, retries: 8 };
/**
 * Retries of a consumer, for about a minute. One that gives up rejoins its group as a new member, and the group waits out the
 * session of the old one: 15 s whenever a broker takes longer to return than the retries last. Ownership of a partition is
 * decided by its lease, which expires meanwhile.
 */
const OF_A_MEMBER = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 60 };

/** Returns a kafkajs client that logs through the given log. */
export function connect(connection: KafkaConnection, log: MessagingLog): Kafka {
  const kafka = clientOf(connection, log, SHORT);
  const members = clientOf(connection, log, OF_A_MEMBER);
  const client: Kafka = {
    producer: (config) => kafka.producer(config),
    admin: (config) => kafka.admin(config),
    consumer: (config) => members.consumer(config),
    logger: () => kafka.logger(),
  };
  return prefixed(client, connection.prefix ?? '');
}

function clientOf(connection: KafkaConnection, log: MessagingLog, retry: RetryOptions): Kafka {
  return new Kafka({
    clientId: `stopsms-${connection.service}`,
    brokers: inRandomOrder(connection.brokers),
    ...(connection.ssl === undefined ? {} : { ssl: connection.ssl }),
    ...(connection.sasl === undefined ? {} : { sasl: connection.sasl }),
    connectionTimeout: 3_000,
    requestTimeout: REQUEST_TIMEOUT_MS,
    retry,
    logLevel: logLevel.WARN,
    logCreator: () => (entry) => logKafkajs(log, entry),
  });
}
