import { setTimeout as pause } from 'node:timers/promises';
import type { RunningStack } from '@stopsms/local-stack';
import { type Admin, ConfigResourceTypes, Kafka, logLevel } from 'kafkajs';

const LOOK_EVERY_MS = 500;
const PATIENCE_MS = 120_000;
const MIN_IN_SYNC = '2';

/** Properties of a topic on the cluster. */
export interface TopicShape {
  topic: string;
  /** Smallest number of replicas of a partition, and of those in sync. */
  replicas: number;
  inSync: number;
  minInSync: string;
}

/** Describes every topic on the cluster, those of Kafka itself included. */
export async function topicShapes(stack: RunningStack): Promise<TopicShape[]> {
  return withAdmin(stack, async (admin) => {
    const topics = await admin.listTopics();
    const metadata = await admin.fetchTopicMetadata({ topics });
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: topics.map((name) => ({
        type: ConfigResourceTypes.TOPIC,
        name,
        configNames: ['min.insync.replicas'],
      })),
    });
    const settings = new Map(resources.map(({ resourceName, configEntries }) => [resourceName, configEntries]));
    return metadata.topics.map(({ name, partitions }) => ({
      topic: name,
      replicas: Math.min(...partitions.map(({ replicas }) => replicas.length)),
      inSync: Math.min(...partitions.map(({ isr }) => isr.length)),
      minInSync: settings.get(name)?.[0]?.configValue ?? 'unknown',
    }));
  });
}

/** Returns topics that would lose records, or stop, with one broker. */
export const fragile = (shapes: readonly TopicShape[]): TopicShape[] =>
  shapes.filter(({ replicas, minInSync }) => replicas !== 3 || minInSync !== MIN_IN_SYNC);

/** Waits until each replica of each partition is in sync, as whoever restarts brokers does before the next one. */
export async function untilInSync(stack: RunningStack): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  let behind: string[] = [];
  while (performance.now() < deadline) {
    const shapes = await topicShapes(stack).catch(() => undefined);
    behind = shapes?.filter(({ replicas, inSync }) => inSync < replicas).map(({ topic }) => topic) ?? ['?'];
    if (behind.length === 0) return;
    await pause(LOOK_EVERY_MS);
  }
  throw new Error(`Not in sync after ${PATIENCE_MS / 1_000} s: ${behind.join(', ')}`);
}

async function withAdmin<R>({ kafka }: RunningStack, work: (admin: Admin) => Promise<R>): Promise<R> {
  const admin = new Kafka({ brokers: kafka.bootstrap.split(','), logLevel: logLevel.NOTHING }).admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}
