import type { ServiceName } from '@stopsms/contracts';
import { Kafka, type KafkaConfig, type RetryOptions, logLevel } from 'kafkajs';
import './kafkajs-idle';
import { tellKafkajs } from './kafkajs-lines';
import type { MessagingLog } from './messaging-log';
import { prefixed } from './prefix/prefixed';

/** Where the brokers are and who we are. */
export interface KafkaConnection {
  /** `cli` is the operator's command line. */
  service: ServiceName | 'cli';
  brokers: string[];
  ssl?: KafkaConfig['ssl'];
  sasl?: KafkaConfig['sasl'];
  /** With which every topic and group begins on the brokers; none by default. */
  prefix?: string;
}

/** Retries here are short: holding and retrying is ours to do visibly. */
const SHORT = { initialRetryTime: 100, maxRetryTime: 2_000, retries: 8 };
/**
 * A consumer that gives up joins its group as a new member, and the group waits out the session of the old one: 15 s
 * whenever a broker takes longer to come back than the retries last. So they last about a minute, as the member that it was.
 * Whether a partition is still ours is asked of its lease, which runs out meanwhile.
 */
const OF_A_MEMBER = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 60 };

/** A kafkajs client that speaks through our log. */
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
    brokers: connection.brokers,
    ...(connection.ssl === undefined ? {} : { ssl: connection.ssl }),
    ...(connection.sasl === undefined ? {} : { sasl: connection.sasl }),
    connectionTimeout: 3_000,
    requestTimeout: 30_000,
    retry,
    logLevel: logLevel.WARN,
    logCreator: () => (entry) => tellKafkajs(log, entry),
  });
}
