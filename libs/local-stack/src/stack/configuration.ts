import { resolve } from 'node:path';
import { HTTP_PORTS, type ServiceName } from '@stopsms/contracts';
import { LocalStackError } from '../local-stack-error';
import { type PortWanted, freePort } from '../ports';
import { workspaceRoot } from '../workspace';
import type { VendorName } from '@stopsms/kernel';

// The default ports of docs/design/shape.md#ports. Each has its own variable, so that two copies can run side by side.
const PORTS = {
  campaign: { port: HTTP_PORTS.campaign, variable: 'CAMPAIGN_PORT' },
  compliance: { port: HTTP_PORTS.compliance, variable: 'COMPLIANCE_PORT' },
  dispatcher: { port: HTTP_PORTS.dispatcher, variable: 'DISPATCHER_PORT' },
  'inbound-mo': { port: HTTP_PORTS['inbound-mo'], variable: 'INBOUND_MO_PORT' },
  suppression: { port: HTTP_PORTS.suppression, variable: 'SUPPRESSION_PORT' },
  notification: { port: HTTP_PORTS.notification, variable: 'NOTIFICATION_PORT' },
  gateway: { port: HTTP_PORTS.gateway, variable: 'GATEWAY_PORT' },
  console: { port: 3007, variable: 'CONSOLE_PORT' },
  identityProvider: { port: 3008, variable: 'IDENTITY_PROVIDER_PORT' },
  gatewaySmpp: { port: 2776, variable: 'GATEWAY_SMPP_PORT' },
  simulatorHttp: { port: 3010, variable: 'SIMULATOR_HTTP_PORT' },
  simulatorSmpp: { port: 2775, variable: 'SIMULATOR_SMPP_PORT' },
  simulatorVendor: { port: 3011, variable: 'SIMULATOR_VENDOR_PORT' },
  kafka: { port: 9092, variable: 'KAFKA_PORT' },
  postgres: { port: 5433, variable: 'POSTGRES_PORT' },
} as const;

type PortName = keyof typeof PORTS;
export type StackPorts = Record<PortName, number>;

/** One port for each further replica; of a gateway `gatewaySmpp` too. */
export type ReplicaPorts = Partial<Record<ServiceName | 'gatewaySmpp', number[]>>;

export interface StackConfiguration {
  /** Data, logs and secrets: `.stopsms` in the repository, or `STOPSMS_DIR`. */
  dir: string;
  ports: StackPorts;
  /** Ports of further replicas beside those of `ports`: of dispatchers `DISPATCHER_REPLICA_PORTS`, none by default. */
  replicaPorts?: ReplicaPorts;
  /** Number of Kafka brokers; one by default. A cluster of several has free ports, and no data of an earlier run. */
  brokers?: number;
  /** Provider with an HTTP API, instead of the SMPP one. */
  provider?: VendorName | undefined;
  /** PROVIDERS_FILE of real providers: SMS reach people, at the real time. */
  providersFile?: string | undefined;
}

const REPLICAS = 'DISPATCHER_REPLICA_PORTS';

const SPOKEN: Partial<Record<PortName, string>> = {
  console: 'the console',
  identityProvider: 'the identity provider',
  gatewaySmpp: 'the gateway (SMPP)',
  simulatorHttp: 'the simulator (HTTP)',
  simulatorSmpp: 'the simulator (SMPP)',
  simulatorVendor: 'the simulator (API of a provider)',
  kafka: 'Kafka',
  postgres: 'PostgreSQL',
};
const NAMES = Object.keys(PORTS) as PortName[];

/** @throws LocalStackError `configuration-invalid` naming every variable that is wrong */
export function readStackConfiguration(env: NodeJS.ProcessEnv): StackConfiguration {
  const problems: string[] = [];
  const owners = new Map<number, string>();
  const own = (variable: string, text: string): number => {
    const port = Number(text);
    if (!Number.isInteger(port) || port < 1 || port > 65_535) {
      problems.push(`${variable} is "${text}", expected a port from 1 to 65535`);
    } else if (owners.has(port)) {
      problems.push(`${variable} and ${owners.get(port)} are both ${port}: give each its own port`);
    }
    owners.set(port, variable);
    return port;
  };
  const ports = everyPort((name) => {
    const { port: usual, variable } = PORTS[name];
    return own(variable, env[variable] || String(usual));
  });
  const dispatcher = (env[REPLICAS] || '')
    .split(',')
    .filter((text) => text.trim() !== '')
    .map((text) => own(REPLICAS, text));
  if (problems.length > 0) {
    throw new LocalStackError(
      'configuration-invalid',
      ['Wrong settings:', ...problems.map((line) => `  ${line}.`)].join('\n'),
    );
  }
  return { dir: resolve(workspaceRoot(), env.STOPSMS_DIR || '.stopsms'), ports, replicaPorts: { dispatcher } };
}

/** Finds different ports on which nothing listens now; for tests. */
export async function freeStackPorts(): Promise<StackPorts> {
  return (await freeStackConfiguration()).ports;
}

/** Configuration on free ports, with that many further replicas of each of these services; for tests. */
export async function freeStackConfiguration(
  replicas: Partial<Record<ServiceName, number>> = {},
): Promise<{ ports: StackPorts; replicaPorts: ReplicaPorts }> {
  const counts = Object.entries({ ...replicas, gatewaySmpp: replicas.gateway ?? 0 });
  const total = counts.reduce((sum, [, count]) => sum + count, NAMES.length);
  const free = new Set<number>();
  while (free.size < total) free.add(await freePort());
  const list = [...free];
  return {
    ports: everyPort(() => list.pop() as number),
    replicaPorts: Object.fromEntries(counts.map(([name, count]) => [name, list.splice(0, count)])),
  };
}

export function portsWanted({
  ports,
  replicaPorts = {},
  provider,
  brokers = 1,
}: Omit<StackConfiguration, 'dir'>): PortWanted[] {
  const used = NAMES.filter(
    (name) => (name !== 'simulatorVendor' || provider !== undefined) && (name !== 'kafka' || brokers === 1),
  );
  return [
    ...used.map((name) => ({ port: ports[name], by: SPOKEN[name] ?? name, variable: PORTS[name].variable })),
    ...Object.entries(replicaPorts).flatMap(([name, list]) =>
      list.map((port, n) => ({ port, by: replicaName(name, n), variable: REPLICAS })),
    ),
  ];
}

/** The first replica has no number. */
export const replicaName = (service: string, n: number): string => `${service}-${n + 2}`;

function everyPort(choose: (name: PortName) => number): StackPorts {
  return Object.fromEntries(NAMES.map((name) => [name, choose(name)])) as StackPorts;
}
