import type { PlacedListeners } from './kafka-listeners';

/**
 * One node that is broker and controller. `controller.quorum.voters`, the fixed form, because it keeps no port on disk:
 * the controller may get another one at each start, and the broker is ready one second earlier than with
 * `--standalone` (2.3 s against 3.3 s, 2 cores).
 */
export function brokerProperties(
  dataDir: string,
  port: number,
  controllerPort: number,
  secured?: PlacedListeners,
): string {
  const names = Object.entries(secured?.bootstraps ?? {});
  const more = (entry: (name: string, address: string) => string) =>
    names.map(([name, address]) => `,${entry(name, address)}`).join('');
  return propertiesFile({
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${controllerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},CONTROLLER://127.0.0.1:${controllerPort}${more((name, address) => `${name}://${address}`)}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${port}${more((name, address) => `${name}://${address}`)}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'listener.security.protocol.map': `PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT${more((name) => `${name}:${secured?.protocols[name]}`)}`,
    'log.dirs': dataDir,
    // A misspelt topic is an error, not a new topic.
    'auto.create.topics.enable': false,
    ...replicated(1, 1),
    // A broker that was killed may register again once its session is over: 9 s by default.
    'broker.session.timeout.ms': 3000,
    'broker.heartbeat.interval.ms': 500,
    // No pause before the first members of a group get their partitions.
    'group.initial.rebalance.delay.ms': 0,
    ...sizedForOneMachine,
    ...secured?.properties,
  });
}

/** One broker of several; its ports. */
export interface ClusterNode {
  id: number;
  client: number;
  replication: number;
  controller: number;
  /** Ports by which others reach it, which need not be its own. */
  advertised: { client: number; replication: number };
}

/** One of several nodes that are broker and controller. Brokers copy records from each other by a listener of their own. */
export function clusterNodeProperties(dataDir: string, node: ClusterNode, all: readonly ClusterNode[]): string {
  const { id, client, replication, controller, advertised } = node;
  const listeners = (ports: { client: number; replication: number }) =>
    `PLAINTEXT://127.0.0.1:${ports.client},REPLICATION://127.0.0.1:${ports.replication}`;
  return propertiesFile({
    'process.roles': 'broker,controller',
    'node.id': id,
    'broker.rack': `rack-${id}`,
    'controller.quorum.voters': all.map((each) => `${each.id}@127.0.0.1:${each.controller}`).join(),
    listeners: `${listeners({ client, replication })},CONTROLLER://127.0.0.1:${controller}`,
    'advertised.listeners': listeners(advertised),
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'REPLICATION',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,REPLICATION:PLAINTEXT,CONTROLLER:PLAINTEXT',
    'log.dirs': dataDir,
    'auto.create.topics.enable': false,
    ...replicated(3, 2),
    'group.initial.rebalance.delay.ms': 0,
    ...sizedForOneMachine,
  });
}

const propertiesFile = (properties: Record<string, string | number | boolean>): string =>
  Object.entries(properties)
    .map(([key, value]) => `${key}=${value}\n`)
    .join('');

const replicated = (copies: number, inSync: number) => ({
  'default.replication.factor': copies,
  'min.insync.replicas': inSync,
  'offsets.topic.replication.factor': copies,
  'transaction.state.log.replication.factor': copies,
  'transaction.state.log.min.isr': inSync,
  'share.coordinator.state.topic.replication.factor': copies,
  'share.coordinator.state.topic.min.isr': inSync,
});

// The defaults are for a machine of its own: 50 partitions per internal topic take seconds to create, and the
// cleaner alone would take 128 of the 512 MB.
const sizedForOneMachine = {
  'offsets.topic.num.partitions': 4,
  'transaction.state.log.num.partitions': 4,
  'share.coordinator.state.topic.num.partitions': 1,
  'num.network.threads': 2,
  'num.io.threads': 4,
  'num.recovery.threads.per.data.dir': 2,
  'log.segment.bytes': 64 * 1024 * 1024,
  'log.cleaner.threads': 1,
  'log.cleaner.dedupe.buffer.size': 16 * 1024 * 1024,
};
