import { type Topic, deadLetterOf, topology } from '@stopsms/contracts';
import { CannotStart } from '@stopsms/kernel';
import {
  type Admin,
  ConfigResourceTypes,
  type IResourceConfigEntry,
  type ITopicConfig,
  KafkaJSAggregateError,
} from 'kafkajs';
import { type Patiently, retryTransient } from './retry-transient';

// The broker's topics are made from the topology, so that code and broker cannot drift. A topic that exists with another
// shape is refused: with another partition count, recipients would lie elsewhere than the dispatcher looks for them.

/** A dead letter is its record plus the cause, so it may be larger than any record. */
const DEAD_LETTER_MAX_BYTES = '2097152';
const DEAD_LETTER_RETENTION_MS = String(30 * 86_400_000);
/** Heartbeats come each second; small segments let compaction keep one of each. */
const COMPACTED_SEGMENT_MS = '3600000';

/** By the broker's clock: what was appended before something else of another topic can be told from it (`precedence.ts`). */
const NEEDED = { 'message.timestamp.type': 'LogAppendTime' };

/** On a new broker all are missing. */
const NAMED = 5;

export class TopicMismatch extends CannotStart {}

/**
 * Creates what is missing and refuses what differs. Safe to run from all services at once.
 * @param more - topics besides those of the topology
 */
export async function ensureTopics(
  admin: Admin,
  more: readonly Topic[] = [],
  patiently: Patiently = retryTransient,
): Promise<void> {
  // A busy broker knows a topic that it was just told to make a moment later than it says so.
  await patiently(async () => {
    const existing = new Set(await admin.listTopics());
    const missing = wantedTopics(more).filter((config) => !existing.has(config.topic));
    if (missing.length > 0) await create(admin, missing);
    await refuseMismatches(admin, [...topology.map(({ topic }) => topic), ...more]);
  });
}

/** Every topic of the topology and its dead letters, as they are made where they are missing, and `more` likewise. */
export function wantedTopics(more: readonly Topic[] = []): ITopicConfig[] {
  return [
    ...topology.flatMap(({ topic, readers }) => (readers.length > 0 ? readTopic(topic) : [topicConfig(topic)])),
    ...more.flatMap(readTopic),
  ];
}

/** The topic, and where its readers put what they give up. */
export const readTopic = (topic: Topic): ITopicConfig[] =>
  topic.isForOutsiders ? [topicConfig(topic)] : [topicConfig(topic), deadLetterConfig(topic)];

/** A service that may not create topics is right to be told which ones someone else has to make, or to let it see. */
async function create(admin: Admin, topics: ITopicConfig[]): Promise<void> {
  try {
    await admin.createTopics({ topics, waitForLeaders: true });
  } catch (error) {
    const forbidden = refusals(error).filter(({ type }) => type?.endsWith('_AUTHORIZATION_FAILED'));
    if (forbidden.length === 0) throw error;
    throw new TopicMismatch(
      `${named(topics)} cannot be seen, and this service may not create topics. Create them, or allow it to describe them, then start again.`,
      { cause: error },
    );
  }
}

const named = (topics: ITopicConfig[]): string => {
  const names = topics.map(({ topic }) => topic);
  return names.length > NAMED
    ? `${names.slice(0, NAMED).join(', ')} and ${names.length - NAMED} more`
    : names.join(', ');
};

/** kafkajs throws one error for all topics, with one of its own for each. */
const refusals = (error: unknown): { type?: string }[] =>
  error instanceof KafkaJSAggregateError ? (error.errors as { type?: string }[]) : [error as { type?: string }];

function topicConfig(topic: Topic): ITopicConfig {
  return {
    topic: topic.name,
    numPartitions: topic.partitions,
    replicationFactor: -1,
    configEntries: entries({
      ...NEEDED,
      ...(topic.cleanup.policy === 'compact'
        ? {
            'cleanup.policy': 'compact',
            'segment.ms': COMPACTED_SEGMENT_MS,
            'min.cleanable.dirty.ratio': '0.1',
            ...(topic.cleanup.tombstonesKeptMs !== undefined && {
              'delete.retention.ms': String(topic.cleanup.tombstonesKeptMs),
            }),
          }
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

async function refuseMismatches(admin: Admin, topics: readonly Topic[]): Promise<void> {
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
