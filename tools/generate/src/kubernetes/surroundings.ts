import {
  SERVICES,
  type ServiceName,
  type Topic,
  journal,
  messageStatus,
  optOuts,
  serviceStatus,
} from '@stopsms/contracts';

// Connections of a service that the topology does not list. `surroundings.spec.ts` compares them with the apps.

/** Services with a schema in PostgreSQL. */
export const KEEP_STATE: readonly ServiceName[] = SERVICES.filter((service) => service !== 'dispatcher');

export const SPEAK_SMPP: readonly ServiceName[] = ['dispatcher', 'inbound-mo'];

/** The one that reads what publishers ask for. */
export const TAKES_REQUESTS: ServiceName = 'compliance';

/** Services that call URLs of advertisers. */
export const CALL_WEBHOOKS: readonly ServiceName[] = ['notification', 'gateway'];

/** Services that the Internet reaches, through a proxy. */
export const PUBLIC: readonly ServiceName[] = ['inbound-mo', 'gateway'];

/** Application in which people sign in and work. It does not use Kafka: it calls all services, and the Internet reaches it. */
export const CONSOLE = { name: 'console', port: 3007 } as const;

/** Job that dumps the database each night (k8s/components/backup). */
export const BACKUP = 'database-backup';

/** The canary of the recipient secret lies on the opt-out topic, and every service that has the secret looks for it. */
const CANARY_TOPIC = optOuts;

/** Topics that services read outside the message graph: after a crash, the dispatcher reads its own journal and statuses. */
export function alsoReadBy(service: ServiceName): Topic[] {
  if (service === 'gateway') return [];
  return service === 'dispatcher' ? [journal, messageStatus, serviceStatus] : [CANARY_TOPIC];
}

/** Pods of a service, and of the job that migrates its schema, bear its name. */
export const NAME_LABEL = 'app.kubernetes.io/name';
export const PART_OF = { 'app.kubernetes.io/part-of': 'stopsms' };

/** The Strimzi cluster that topics and users belong to. */
export const KAFKA_CLUSTER = 'stopsms';
