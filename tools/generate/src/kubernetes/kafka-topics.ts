import { wantedTopics } from '@stopsms/messaging';
import type { ITopicConfig } from '@stopsms/kafka-client';
import { KAFKA_CLUSTER } from './surroundings';

const REPLICAS = 3;
/** With acks=all: a record is taken once two brokers have it, and one may be away. */
const IN_SYNC = '2';

/** To delete such a resource is to delete the topic, and opt-outs are kept for ever: no tool does it by itself. */
const KEPT = {
  'argocd.argoproj.io/sync-options': 'Delete=false,Prune=false',
  'kustomize.toolkit.fluxcd.io/prune': 'disabled',
};

/** A KafkaTopic of Strimzi for each topic and dead-letter topic, of the same shape as services make where they may. */
export const kafkaTopics = (): object[] => wantedTopics().map(kafkaTopic);

export function kafkaTopic({ topic, numPartitions, configEntries = [] }: ITopicConfig): object {
  return {
    apiVersion: 'kafka.strimzi.io/v1',
    kind: 'KafkaTopic',
    metadata: { name: topic, labels: { 'strimzi.io/cluster': KAFKA_CLUSTER }, annotations: KEPT },
    spec: {
      partitions: numPartitions,
      replicas: REPLICAS,
      config: {
        ...Object.fromEntries(configEntries.map(({ name, value }) => [name, value])),
        'min.insync.replicas': IN_SYNC,
      },
    },
  };
}
