import { setTimeout as pause } from 'node:timers/promises';
import type { ClusterNetwork, Part, RunningStack } from '@stopsms/local-stack';
import { activeController } from './broker-logs';
import { untilInSync } from './topic-shape';

/** A broker that was lost is replaced by its next start. */
const DOWN_MS = 20_000;
/** Well above the 9 s after which a broker counts as lost. */
const FROZEN_MS = 30_000;
/** Above the 30 s after which a follower that copies nothing is no longer in sync. */
const CUT_OFF_MS = 45_000;
const SLOW_MS = 40_000;
const LATE_BY_MS = 250;
const APART_MS = 15_000;

export interface ClusterFault {
  name: string;
  act: (stack: RunningStack, say: (line: string) => void) => Promise<void>;
}

/** Faults in their order: the last one leaves two brokers. */
export const CLUSTER_FAULTS: readonly ClusterFault[] = [
  { name: 'nothing', act: () => pause(DOWN_MS) },
  {
    name: 'the active controller is killed for 20 s',
    act: async (stack, say) => {
      const id = activeController(stack);
      const broker = brokerOf(stack, id);
      say(`kill ${broker.name}, which is the active controller`);
      await broker.kill();
      await pause(DOWN_MS);
      await broker.restart();
    },
  },
  {
    name: 'a broker is frozen for 30 s',
    act: async (stack) => {
      const { pid } = brokerOf(stack, 2);
      process.kill(pid, 'SIGSTOP');
      await pause(FROZEN_MS);
      process.kill(pid, 'SIGCONT');
    },
  },
  {
    name: 'a broker is cut off from the other brokers for 45 s',
    act: async (stack) => {
      networkOf(stack).partition(3);
      await pause(CUT_OFF_MS);
      networkOf(stack).mend();
    },
  },
  {
    name: 'a broker responds 500 ms late for 40 s',
    act: async (stack) => {
      networkOf(stack).slowDown(1, LATE_BY_MS);
      await pause(SLOW_MS);
      networkOf(stack).slowDown(1, 0);
    },
  },
  {
    name: 'all brokers restart, one after the other',
    act: async (stack, say) => {
      for (const broker of stack.brokers) {
        await restart(broker, say);
        await untilInSync(stack);
      }
    },
  },
  {
    name: 'all replicas of all services restart, one after the other',
    act: async (stack, say) => {
      for (const replica of stack.replicas) await restart(replica, say);
    },
  },
  {
    name: 'second and third replicas are removed and added',
    act: async (stack, say) => {
      const further = stack.replicas.filter(({ name }) => /-\d$/.test(name));
      say(`remove ${further.map(({ name }) => name).join(', ')}`);
      await Promise.all(further.map((replica) => replica.stop()));
      await pause(APART_MS);
      say('add them again');
      await Promise.all(further.map((replica) => replica.restart()));
    },
  },
  {
    name: 'the first broker is killed for good, and a service starts without it',
    act: async (stack, say) => {
      await brokerOf(stack, 1).kill();
      await pause(DOWN_MS);
      for (const service of [stack.services.suppression, stack.dispatchers.at(-1)])
        if (service) await restart(service, say);
    },
  },
];

async function restart(part: Part, say: (line: string) => void): Promise<void> {
  const startedAt = performance.now();
  await part.stop();
  const endedAt = performance.now();
  await part.restart();
  say(`${part.name} ended in ${since(startedAt, endedAt)}, was ready again after ${since(endedAt)}`);
}

function brokerOf({ brokers }: RunningStack, id: number): Part {
  const broker = brokers[id - 1];
  if (!broker) throw new Error(`There is no broker ${id}`);
  return broker;
}

function networkOf({ network }: RunningStack): ClusterNetwork {
  if (!network) throw new Error('The stack has one broker, and no network between brokers');
  return network;
}

const since = (from: number, to = performance.now()): string => `${((to - from) / 1000).toFixed(1)} s`;
