import type { Kafka } from '@stopsms/kafka-client';
import { prefixedAdmin } from './admin';
import { prefixedConsumer } from './consumer';
import { Names } from './names';
import { prefixedProducer } from './producer';

// Several platforms on one cluster, or a cluster that gives each team a namespace: on the broker every topic and group has
// the prefix, and everything else (metrics, logs, dead letters, the outbox) uses names without it. So the prefix is applied
// at the client's edge and nowhere else.

/** Returns a client that uses topics and groups without the prefix they have on the broker. */
export function prefixed(kafka: Kafka, prefix: string): Kafka {
  if (prefix === '') return kafka;
  const names = new Names(prefix);
  return {
    producer: (config) => prefixedProducer(kafka.producer(config), names),
    consumer: (config) =>
      prefixedConsumer(kafka.consumer({ ...config, groupId: names.outside(config.groupId) }), names),
    admin: (config) => prefixedAdmin(kafka.admin(config), names),
    logger: () => kafka.logger(),
  };
}
