import { setTimeout as delay } from 'node:timers/promises';

// kafkajs 2.2.4 looks up the coordinator of a group only when it joins. If the coordinator moves to another broker, as at each
// restart of a broker, the member joins again, and the whole group shares its partitions anew; if the broker ends or hangs, the
// member repeats its heartbeats there for up to a minute. Here it looks up the coordinator and stays the same member: the new
// coordinator has read the members from its log, and gives each of them a whole session.
//
// If its group does not know a member any more, kafkajs joins as a new one and reports no rebalance: until it has joined, its partitions
// count as its own. Where joining fails, because the broker ends meanwhile, it fetches on as no member at all, without heartbeats and
// without joining again. Here such a heartbeat makes the consumer rejoin, as in a rebalance.

/** Lookups of a request: for a heartbeat together about as long as a broker takes to load groups; kafkajs repeats commits itself. */
const MAX_LOOKUPS = { heartbeat: 20, commitOffsets: 1 };
const BETWEEN_LOOKUPS_MS = 250;

const MOVED_TYPES: ReadonlySet<unknown> = new Set([
  'NOT_COORDINATOR_FOR_GROUP',
  'GROUP_COORDINATOR_NOT_AVAILABLE',
  'GROUP_LOAD_IN_PROGRESS',
]);
const MOVED_NAMES: ReadonlySet<unknown> = new Set([
  'KafkaJSBrokerNotFound',
  'KafkaJSConnectionClosedError',
  'KafkaJSConnectionError',
  'KafkaJSRequestTimeoutError',
]);

interface Cluster {
  findGroupCoordinatorMetadata(of: {
    groupId: string;
    coordinatorType: number;
  }): Promise<{ coordinator: { nodeId: number } }>;
  findBroker(of: { nodeId: number }): Promise<unknown>;
}

/** Properties of a group's member used here; the rest is private to kafkajs. */
interface Member {
  groupId: string;
  memberId: string | null;
  cluster: Cluster;
  coordinator: unknown;
  offsetManager: { coordinator: unknown } | null;
  heartbeat(options: unknown): Promise<void>;
  commitOffsets(offsets: unknown): Promise<void>;
}

/** Kafka's number of the kind of coordinator. */
const GROUP = 0;
const REBALANCE_IN_PROGRESS = 27;
// eslint-disable-next-line @typescript-eslint/no-require-imports -- it has no types
const { createErrorFromCode } = require('kafkajs/src/protocol/error') as {
  createErrorFromCode: (code: number) => Error;
};
// eslint-disable-next-line @typescript-eslint/no-require-imports -- it has no types
const { prototype } = require('kafkajs/src/consumer/consumerGroup') as { prototype: Member };

/** Lookups in progress, which concurrent requests share. */
const lookups = new WeakMap<Member, Promise<void>>();

for (const name of ['heartbeat', 'commitOffsets'] as const) {
  const send = prototype[name];
  prototype[name] = async function (argument) {
    const { memberId } = this;
    if (memberId === null && name === 'heartbeat') throw createErrorFromCode(REBALANCE_IN_PROGRESS);
    for (let lookup = 1; ; lookup += 1) {
      try {
        return await send.call(this, argument);
      } catch (error) {
        if (name === 'heartbeat' && isUnknown(error) && this.memberId === memberId) {
          this.memberId = null;
          throw createErrorFromCode(REBALANCE_IN_PROGRESS);
        }
        if (!hasMoved(error) || lookup > MAX_LOOKUPS[name] || this.memberId !== memberId) throw error;
      }
      await findAnew(this);
    }
  };
}

function isUnknown(error: unknown): boolean {
  return (error as { type?: unknown }).type === 'UNKNOWN_MEMBER_ID';
}

function hasMoved(error: unknown): boolean {
  const { name, type } = error as { name?: unknown; type?: unknown };
  return MOVED_NAMES.has(name) || MOVED_TYPES.has(type);
}

function findAnew(member: Member): Promise<void> {
  const found = lookups.get(member) ?? find(member).finally(() => lookups.delete(member));
  lookups.set(member, found);
  return found;
}

async function find(member: Member): Promise<void> {
  const coordinator = await coordinatorOf(member).catch(() => member.coordinator);
  // Brokers may name the previous one for a moment.
  if (coordinator === member.coordinator) await delay(BETWEEN_LOOKUPS_MS);
  member.coordinator = coordinator;
  if (member.offsetManager) member.offsetManager.coordinator = coordinator;
}

/** One lookup only: that of kafkajs continues for a minute, even after its consumer stopped. */
async function coordinatorOf({ cluster, groupId }: Member): Promise<unknown> {
  const { coordinator } = await cluster.findGroupCoordinatorMetadata({ groupId, coordinatorType: GROUP });
  return cluster.findBroker({ nodeId: coordinator.nodeId });
}

export {};
