import { LiveRequests, KeyUses, PeopleLimit } from '@stopsms/access';
import { AdvertiserDirectory } from '@stopsms/advertisers';
import { type ServiceName, topicsReadBy } from '@stopsms/contracts';
import { Pseudonyms, RecipientKeys, clockFrom } from '@stopsms/kernel';
import { KafkaTransport, Publisher, connect, reachKafka } from '@stopsms/messaging';
import { Guarantees, type Log, Metrics, Readiness, StallWatch, kafkaAccess, noticeLostReply } from '@stopsms/service';
import type { Kafka } from '@stopsms/kafka-client';
import type { z } from 'zod';
import { DeadLetters } from './dead-letters/dead-letters';
import type { PlatformParts } from './platform.module';
import type { ServiceDefinition } from './service-definition';
import { Profiler } from './profiles/profiler';
import { showConnections } from './settings/plain-connections';
import type { BaseConfig } from './settings/service-settings';

/** Parts of a running service: those that its providers may inject, and those that only the start and the shutdown use. */
export interface ServiceParts extends PlatformParts {
  name: ServiceName;
  kafka: Kafka;
  liveRequests: LiveRequests;
  stalls: StallWatch;
}

/** Waits for Kafka and makes the parts of a service that need no database. */
export async function connectParts<E extends z.ZodRawShape>(
  definition: ServiceDefinition<E>,
  config: BaseConfig & z.output<z.ZodObject<E>>,
  log: Log,
  onFatal: (error: Error) => void,
): Promise<ServiceParts> {
  const { name } = definition;
  const clock = clockFrom(config.STOPSMS_CLOCK);
  const connection = { service: name, ...kafkaAccess(config) };
  await reachKafka(connection, log, config.START_WAIT_MS);
  const kafka = connect(connection, log);
  const publisher = new Publisher(kafka, `/stopsms/${name}`, clock);
  const topicAliases = definition.topicAliases?.(config) ?? [];
  const aliases = topicAliases.map(({ topic }) => topic);
  const metrics = new Metrics(name, [...topicsReadBy(name), ...aliases]);
  showConnections(config, definition.plainOperators?.(config), metrics, log);
  const guarantees = new Guarantees(metrics, log);
  const { keys, pseudonyms } = secretsOf(config);
  const transport = new KafkaTransport({
    service: name,
    ...{ kafka, connection, publisher, clock, log, topicAliases, onFatal },
    startWaitMs: config.START_WAIT_MS,
    outsiders: definition.outsiders?.(config) ?? [],
    ...(keys && { keys }),
    onDeadLetter: (topic, code) => {
      metrics.deadLetters.inc({ topic, code });
      noticeLostReply(guarantees, name, topic, code);
    },
  });
  const liveRequests = new LiveRequests(log);
  return {
    ...{ name, kafka, clock, keys, pseudonyms, publisher, transport, metrics, guarantees, liveRequests, log },
    directory: new AdvertiserDirectory(
      () => transport,
      () => liveRequests.look(),
    ),
    readiness: new Readiness(log),
    stalls: new StallWatch(metrics, log),
    uses: new KeyUses(),
    peopleLimit: new PeopleLimit(config.PEOPLE_PER_HOUR),
    deadLetters: new DeadLetters(name, aliases, () => transport),
    profiler: new Profiler(name),
  };
}

function secretsOf({ STOPSMS_RECIPIENT_SECRET: secret, PSEUDONYM_SECRET: naming }: BaseConfig) {
  const keys = secret === undefined ? undefined : new RecipientKeys(secret);
  return { keys, pseudonyms: naming === undefined ? undefined : new Pseudonyms(naming, keys) };
}
