import { type Admin, type ITopicConfig, KafkaJSAggregateError } from '@stopsms/kafka-client';
import { patientFor } from '../faults/retry-transient';
import { TopicMismatch, ensureTopics, wantedTopics } from './topics';

/** Answers of a broker that refuses each creation for the next of these reasons, and then creates what is missing. */
function brokerThatRefuses(...reasons: string[]): { admin: Admin; created: ITopicConfig[] } {
  const created: ITopicConfig[] = [];
  const admin: Pick<Admin, 'listTopics' | 'createTopics' | 'fetchTopicMetadata' | 'describeConfigs'> = {
    listTopics: async () => created.map(({ topic }) => topic),
    createTopics: async ({ topics }) => {
      const reason = reasons.shift();
      if (reason)
        throw new KafkaJSAggregateError('Topic creation errors', [Object.assign(new Error(), { type: reason })]);
      created.push(...topics);
      return true;
    },
    fetchTopicMetadata: async () => ({
      topics: created.map(({ topic, numPartitions = 0 }) => ({ name: topic, partitions: Array(numPartitions) })),
    }),
    describeConfigs: async () => ({
      throttleTime: 0,
      resources: created.map(({ topic, configEntries = [] }) => ({
        resourceName: topic,
        resourceType: 2,
        errorCode: 0,
        errorMessage: '',
        configEntries: configEntries.map(({ name, value }) => ({ configName: name, configValue: value }) as never),
      })),
    }),
  };
  return { admin: admin as Admin, created };
}

it('creates topics once the broker counts itself and has time, as long as the start may wait', async () => {
  const { admin, created } = brokerThatRefuses('INVALID_REPLICATION_FACTOR', 'REQUEST_TIMED_OUT');
  await ensureTopics(admin);
  expect(created).toEqual(wantedTopics());
});

it('names the refusal when the wait is over, and does not wait for a right or for another policy', async () => {
  await expect(ensureTopics(brokerThatRefuses('INVALID_REPLICATION_FACTOR').admin, [], patientFor(-1))).rejects.toThrow(
    /and \d+ more could not be created: INVALID_REPLICATION_FACTOR$/,
  );
  await expect(ensureTopics(brokerThatRefuses('TOPIC_AUTHORIZATION_FAILED').admin)).rejects.toThrow(TopicMismatch);
  await expect(ensureTopics(brokerThatRefuses('POLICY_VIOLATION').admin)).rejects.toThrow('Topic creation errors');
});
