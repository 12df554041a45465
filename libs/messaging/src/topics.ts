import { type Topic, deadLetterOf, topology } from '@stopsms/contracts';
import { type Admin, ConfigResourceTypes, type IResourceConfigEntry, type ITopicConfig } from 'kafkajs';

// The broker's topics are made from the topology, so that code and broker cannot drift. A topic that exists with another
// shape is refused: with another partition count, recipients would lie elsewhere than the dispatcher looks for them.

/** A dead letter is its record plus the cause, so it may be larger than any record. */
const DEAD_LETTER_MAX_BYTES = '2097152';
const DEAD_LETTER_RETENTION_MS = String(30 * 86_400_000);
/** Heartbeats come each second; small segments let compaction keep one of each. */
const COMPACTED_SEGMENT_MS = '3600000';

/** By the broker's clock: what was appended before something else of another topic can be told from it (`precedence.ts`). */
const NEEDED = { 'message.timestamp.type': 'LogAppendTime' };

export class TopicMismatch extends Error {}

/** Creates what is missing and refuses what differs. Safe to run from all services at once. */
export async function ensureTopics(admin: Admin): Promise<void> {
  const existing = new Set(await admin.listTopics());
  const wanted = topology.flatMap(({ topic, readers }) => [
    topicConfig(topic),
    ...(readers.length > 0 ? [deadLetterConfig(topic)] : []),
  ]);
  const missing = wanted.filter((config) => !existing.has(config.topic));
  if (missing.length > 0) await admin.createTopics({ topics: missing, waitForLeaders: true });
  await refuseMismatches(admin);
}

function topicConfig(topic: Topic): ITopicConfig {
  return {
    topic: topic.name,
    numPartitions: topic.partitions,
    replicationFactor: -1,
    configEntries: entries({
      ...NEEDED,
      ...(topic.cleanup.policy === 'compact'
        ? { 'cleanup.policy': 'compact', 'segment.ms': COMPACTED_SEGMENT_MS, 'min.cleanable.dirty.ratio': '0.1' }
        : { 'cleanup.policy': 'delete', 'retention.ms': String(topic.cleanup.retentionMs) }),
    }),
  };
}

function deadLetterConfig(topic: Topic): ITopicConfig {
  return {
    topic: deadLetterOf(topic.name),
    numPartitions: 1,
    replicationFactor: -1,
    configEntries: entries({ 'retention.ms': DEAD_LETTER_RETENTION_MS, 'max.message.bytes': DEAD_LETTER_MAX_BYTES }),
  };
}

const entries = (config: Record<string, string>): IResourceConfigEntry[] =>
  Object.entries(config).map(([name, value]) => ({ name, value }));

async function refuseMismatches(admin: Admin): Promise<void> {
  const topics = topology.map((edge) => edge.topic);
  const { topics: found } = await admin.fetchTopicMetadata({ topics: topics.map((topic) => topic.name) });
  const { resources } = await admin.describeConfigs({
    includeSynonyms: false,
    resources: topics.map((topic) => ({
      type: ConfigResourceTypes.TOPIC,
      name: topic.name,
      configNames: ['cleanup.policy', ...Object.keys(NEEDED)],
    })),
  });
  const problems = topics.flatMap((topic) => {
    const partitions = found.find((entry) => entry.name === topic.name)?.partitions.length;
    const config = resources.find((entry) => entry.resourceName === topic.name)?.configEntries ?? [];
    return [
      ...(partitions === topic.partitions
        ? []
        : [`${topic.name} has ${partitions} partitions, ${topic.partitions} are needed`]),
      ...Object.entries({ 'cleanup.policy': topic.cleanup.policy, ...NEEDED }).flatMap(([name, needed]) => {
        const value = config.find(({ configName }) => configName === name)?.configValue;
        return value === needed ? [] : [`${topic.name} has ${name} ${value}, ${needed} is needed`];
      }),
    ];
  });
  if (problems.length > 0) {
    throw new TopicMismatch(`${problems.join('; ')}. Alter, restore or recreate the topic, then start again.`);
  }
}
