import type { Topic } from '@stopsms/contracts';
import { type Admin, ConfigResourceTypes, type ITopicConfig } from '@stopsms/kafka-client';
import { retryTransient } from '../faults/retry-transient';
import { wantedTopics } from './topics';

/** Difference between a topic on the broker and in the topology. */
export interface TopicDifference {
  topic: string;
  /** `missing`, `extra`, `partitions`, `replication`, or the name of a topic setting. */
  what: string;
  wanted: string;
  found: string;
}

/** Form of our names: owner, fact, version and perhaps a publisher; other teams' topics may lie on the same brokers. */
const OURS =
  /^(sms|campaign|compliance|dispatcher|inbound-mo|notification|suppression)\.[a-z-]+\.v\d+(\.[a-z][a-z0-9-]*)?(\.dlq)?$/;

/**
 * Compares every property of the topics; a service at start refuses only differences that break it (`ensureTopics`).
 * @param replication - copies of each partition; the broker's default when absent
 * @param more - topics besides those of the topology, each of which has a reader
 */
export async function topicDifferences(
  admin: Admin,
  replication?: number,
  more: readonly Topic[] = [],
): Promise<TopicDifference[]> {
  const wanted = wantedTopics(more);
  const existing = new Set(await admin.listTopics());
  const here = wanted.filter(({ topic }) => existing.has(topic));
  const names = new Set(wanted.map(({ topic }) => topic));
  return [
    ...wanted
      .filter(({ topic }) => !existing.has(topic))
      .map(({ topic }) => ({ topic, what: 'missing', wanted: 'a topic', found: 'none' })),
    ...[...existing]
      .filter((topic) => OURS.test(topic) && !names.has(topic))
      .map((topic) => ({ topic, what: 'extra', wanted: 'none', found: 'a topic' })),
    ...(here.length === 0 ? [] : await compare(admin, here, replication)),
  ].sort((a, b) => (a.topic < b.topic ? -1 : 1));
}

async function compare(admin: Admin, topics: ITopicConfig[], replication: number | undefined) {
  const { topics: metadata } = await retryTransient(() =>
    admin.fetchTopicMetadata({ topics: topics.map(({ topic }) => topic) }),
  );
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: topics.map(({ topic, configEntries = [] }) => ({
      type: ConfigResourceTypes.TOPIC,
      name: topic,
      configNames: configEntries.map(({ name }) => name),
    })),
  });
  const copies = replication ?? (await defaultReplication(admin));
  return topics.flatMap(({ topic, numPartitions = 0, configEntries = [] }): TopicDifference[] => {
    const partitions = metadata.find(({ name }) => name === topic)?.partitions ?? [];
    const settings = resources.find(({ resourceName }) => resourceName === topic)?.configEntries ?? [];
    const fewest = Math.min(...partitions.map(({ replicas }) => replicas.length));
    const found = [
      ['partitions', String(numPartitions), String(partitions.length)],
      ['replication', String(copies), String(fewest)],
      ...configEntries.map(({ name, value }) => {
        return [name, value, settings.find(({ configName }) => configName === name)?.configValue ?? 'nothing'];
      }),
    ] as [string, string, string][];
    return found
      .filter(([, want, has]) => want !== has)
      .map(([what, want, has]) => ({ topic, what, wanted: want, found: has }));
  });
}

async function defaultReplication(admin: Admin): Promise<number> {
  const { brokers } = await admin.describeCluster();
  const [broker] = brokers;
  if (!broker) return 1;
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: [
      { type: ConfigResourceTypes.BROKER, name: String(broker.nodeId), configNames: ['default.replication.factor'] },
    ],
  });
  return Number(resources[0]?.configEntries[0]?.configValue ?? 1);
}
