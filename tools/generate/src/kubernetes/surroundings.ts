import {
  SERVICES,
  type ServiceName,
  type Topic,
  journal,
  messageStatus,
  optOuts,
  serviceStatus,
} from '@stopsms/contracts';

// What the topology does not tell of a service: whom else it speaks to. `surroundings.spec.ts` holds it against the apps.

/** Those with a schema in PostgreSQL. */
export const KEEP_STATE: readonly ServiceName[] = SERVICES.filter((service) => service !== 'dispatcher');

export const SPEAK_SMPP: readonly ServiceName[] = ['dispatcher', 'inbound-mo'];

/** The one that reads what publishers ask for. */
export const TAKES_REQUESTS: ServiceName = 'compliance';

/** Those that call what advertisers name. */
export const CALL_WEBHOOKS: readonly ServiceName[] = ['notification'];

/** Who asks whom by HTTP, of the services among themselves: a question, never news, which go by Kafka. */
export const ASK: Partial<Record<ServiceName, readonly ServiceName[]>> = {
  campaign: ['compliance'],
  suppression: ['campaign', 'compliance', 'inbound-mo', 'notification'],
};

/** Those that the Internet reaches, through the ingress. */
export const PUBLIC: readonly ServiceName[] = ['inbound-mo'];

/** Where people sign in and work. It is no service on Kafka: it asks all of them, and the Internet reaches it. */
export const CONSOLE = { name: 'console', port: 3007 } as const;

/** The canary of the recipient secret lies on the opt-out topic, and every service that has the secret looks for it. */
const CANARY_TOPIC = optOuts;

/** What services read outside of the message graph: the dispatcher its own journal and what it told, after a crash. */
export function alsoReadBy(service: ServiceName): Topic[] {
  return service === 'dispatcher' ? [journal, messageStatus, serviceStatus] : [CANARY_TOPIC];
}

/** Pods of a service, and of the job that migrates its schema, bear its name. */
export const NAME_LABEL = 'app.kubernetes.io/name';
export const PART_OF = { 'app.kubernetes.io/part-of': 'stopsms' };

/** The Strimzi cluster that topics and users belong to. */
export const KAFKA_CLUSTER = 'stopsms';
