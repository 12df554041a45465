import type { ServiceName } from '@stopsms/contracts';
import { Kafka, type KafkaConfig, logLevel } from 'kafkajs';
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

/** A kafkajs client that speaks through our log. Retries here are short: holding and retrying is ours to do visibly. */
export function connect(connection: KafkaConnection, log: MessagingLog): Kafka {
  const kafka = new Kafka({
    clientId: `stopsms-${connection.service}`,
    brokers: connection.brokers,
    ...(connection.ssl === undefined ? {} : { ssl: connection.ssl }),
    ...(connection.sasl === undefined ? {} : { sasl: connection.sasl }),
    connectionTimeout: 3_000,
    requestTimeout: 30_000,
    retry: { initialRetryTime: 100, maxRetryTime: 2_000, retries: 8 },
    logLevel: logLevel.WARN,
    logCreator: () => (entry) => tellKafkajs(log, entry),
  });
  return prefixed(kafka, connection.prefix ?? '');
}
