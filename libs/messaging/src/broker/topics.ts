import { type Topic, deadLetterOf, topology } from '@stopsms/contracts';
import { CannotStart } from '@stopsms/kernel';
import {
  type Admin,
  ConfigResourceTypes,
  type IResourceConfigEntry,
  type ITopicConfig,
  KafkaJSAggregateError,
} from '@stopsms/kafka-client';
import { type Patiently, retryTransient } from '../faults/retry-transient';
import { TransientFault } from '../faults/transient-faults';

// The broker's topics are created from the topology, so that code and broker cannot drift. A topic that exists with another
// shape is refused: with another partition count, the dispatcher would look for recipients in the wrong partitions.

/** Maximum size of a dead letter, which is its record plus the cause. */
const DEAD_LETTER_MAX_BYTES = '2097152';
const DEAD_LETTER_RETENTION_MS = String(30 * 86_400_000);
/** Segment age: heartbeats arrive each second, and small segments let compaction keep one of each. */
const COMPACTED_SEGMENT_MS = '3600000';

/** Settings that the platform relies on: records are ordered between topics by the broker's clock (`precedence.ts`). */
const NEEDED = { 'message.timestamp.type': 'LogAppendTime' };

/** Brokers do not decompress what clients wrote: a bomb would end one (decision 0076). Reported when it differs, not refused. */
const EXPECTED = { 'compression.type': 'producer' };

/** Time limit of a creation; a busy broker needs more than the 5 s of kafkajs. */
const CREATION_LIMIT_MS = 25_000;

/**
 * Refusals that may pass: a broker that is busy or that has just joined is not counted for a moment (then the replication factor
 * is invalid), and other services create the same topics.
 */
const MAY_PASS = new Set([
  'REQUEST_TIMED_OUT',
  'INVALID_REPLICATION_FACTOR',
  'TOPIC_ALREADY_EXISTS',
  'NOT_CONTROLLER',
  'THROTTLING_QUOTA_EXCEEDED',
]);

/** Maximum of topics that a message names; on a new broker all are missing. */
const NAMED = 5;

export class TopicMismatch extends CannotStart {}

/**
 * Creates missing topics and refuses different ones. Safe to run from all services at once.
 * @param more - topics besides those of the topology
 */
export async function ensureTopics(
  admin: Admin,
  more: readonly Topic[] = [],
  patiently: Patiently = retryTransient,
): Promise<void> {
  // A busy broker knows a topic a moment later than it confirms its creation.
  await patiently(async () => {
    const existing = new Set(await admin.listTopics());
    const missing = wantedTopics(more).filter((config) => !existing.has(config.topic));
    if (missing.length > 0) await create(admin, missing);
    await refuseMismatches(admin, [...topology.map(({ topic }) => topic), ...more]);
  });
}

/** Configuration of every topic of the topology, its dead letters, and `more`, as they are created. */
export function wantedTopics(more: readonly Topic[] = []): ITopicConfig[] {
  return [
    ...topology.flatMap(({ topic, readers }) => (readers.length > 0 ? readTopic(topic) : [topicConfig(topic)])),
    ...more.flatMap(readTopic),
  ];
}

/** Configuration of a topic and of its dead letters. */
export const readTopic = (topic: Topic): ITopicConfig[] =>
  topic.isForOutsiders ? [topicConfig(topic)] : [topicConfig(topic), deadLetterConfig(topic)];

/** Creates topics. Without the right to, the error names the topics that somebody else has to create, or the right that is missing. */
async function create(admin: Admin, topics: ITopicConfig[]): Promise<void> {
  try {
    await admin.createTopics({ topics, waitForLeaders: true, timeout: CREATION_LIMIT_MS });
  } catch (error) {
    const types = refusals(error).flatMap(({ type }) => type ?? []);
    if (types.length > 0 && types.every((type) => MAY_PASS.has(type)))
      throw new TransientFault(`${named(topics)} could not be created: ${[...new Set(types)].join(', ')}`, {
        cause: error,
      });
    if (!types.some((type) => type.endsWith('_AUTHORIZATION_FAILED'))) throw error;
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

/** Errors by topic: kafkajs throws one error for all of them. */
const refusals = (error: unknown): { type?: string }[] =>
  error instanceof KafkaJSAggregateError ? (error.errors as { type?: string }[]) : [error as { type?: string }];

function topicConfig(topic: Topic): ITopicConfig {
  return {
    topic: topic.name,
    numPartitions: topic.partitions,
    replicationFactor: -1,
    configEntries: entries({
      ...NEEDED,
      ...EXPECTED,
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
