import {
  HTTP_PORTS,
  SERVICES,
  type ServiceName,
  type Topic,
  outcomesOfPublishers,
  topicsOfPublishers,
} from '@stopsms/contracts';
import type { KafkaConnection } from '@stopsms/messaging';
import { kafkaAccess, kafkaProblems, kafkaSettings, readPublishers } from '@stopsms/service';
import { z } from 'zod';
import { CliFault } from './cli-fault';

/** One process to ask; a service has as many as its variable names. */
export interface Replica {
  service: ServiceName;
  url: string;
}

export interface Settings {
  kafka: Pick<KafkaConnection, 'brokers' | 'ssl' | 'sasl'>;
  /** Topics besides those of the topology: of publishers. */
  publisherTopics: Topic[];
  /** Topics published for others, which no service reads. */
  outcomeTopics: Topic[];
  replicas: Replica[];
  /** Sent as a bearer token. */
  key: string | undefined;
}

/**
 * The variables of the services and of `npm start`: KAFKA_BROKERS or KAFKA_PORT; CAMPAIGN_URL, INBOUND_MO_URL and so on,
 * several replicas separated by commas, or CAMPAIGN_PORT and so on; STOPSMS_KEY; PUBLISHERS or PUBLISHERS_FILE.
 * @throws CliFault naming what is wrong
 */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const publishers = publishersOf(env);
  return {
    kafka: readKafka(env),
    publisherTopics: topicsOfPublishers(publishers),
    outcomeTopics: outcomesOfPublishers(publishers),
    replicas: SERVICES.flatMap((service) => urlsOf(service, env).map((url) => ({ service, url }))),
    key: env['STOPSMS_KEY'] || undefined,
  };
}

/** With TLS and login as the services have them, so that one file of variables serves both. */
function readKafka(env: NodeJS.ProcessEnv): Settings['kafka'] {
  const present = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const brokers = present['KAFKA_BROKERS'] ?? `127.0.0.1:${present['KAFKA_PORT'] ?? 9092}`;
  const parsed = z.object(kafkaSettings).safeParse({ ...present, KAFKA_BROKERS: brokers });
  const problems = parsed.success
    ? kafkaProblems(parsed.data, true)
    : parsed.error.issues.map(({ path, message }) => `${String(path[0])} is wrong: ${message}`);
  if (!parsed.success || problems.length > 0) throw new CliFault('usage', problems.join('; '));
  return kafkaAccess(parsed.data);
}

function publishersOf(env: NodeJS.ProcessEnv): ReturnType<typeof readPublishers> {
  const problems: string[] = [];
  const publishers = readPublishers(env, (problem) => problems.push(problem));
  if (problems.length > 0) throw new CliFault('usage', problems.join('; '));
  return publishers;
}

const variableOf = (service: ServiceName): string => service.replace('-', '_').toUpperCase();

function urlsOf(service: ServiceName, env: NodeJS.ProcessEnv): string[] {
  const name = `${variableOf(service)}_URL`;
  const given = env[name];
  if (!given) {
    const further = service === 'dispatcher' ? (env['DISPATCHER_REPLICA_PORTS'] ?? '').split(',') : [];
    const ports = [
      env[`${variableOf(service)}_PORT`] || HTTP_PORTS[service],
      ...further.filter((port) => port.trim() !== ''),
    ];
    return ports.map((port) => `http://127.0.0.1:${String(port).trim()}`);
  }
  return given.split(',').map((text) => {
    const url = URL.parse(text.trim());
    if (!url || !url.protocol.startsWith('http')) {
      throw new CliFault('usage', `${name} is "${text}", expected http://host:port, several separated by commas.`);
    }
    return url.href.replace(/\/$/, '');
  });
}
