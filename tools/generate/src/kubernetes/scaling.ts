import { type ServiceName, type Topic, journal, messageStatus, moReceived, smsRequested } from '@stopsms/contracts';
import { KAFKA_CLUSTER } from './surroundings';

interface Scaled {
  service: ServiceName;
  /** Group id and its topics; `all`: whatever topics it reads. */
  group: string;
  topics: readonly Topic[] | 'all';
  /** Records behind, for each replica, above which another one is added. */
  lag: number;
  max: number;
}

// A rebalance stops all replicas of a group for a moment, so replicas come slowly and go more slowly still.
const BEHAVIOUR = {
  scaleUp: { stabilizationWindowSeconds: 60, policies: [{ type: 'Pods', value: 2, periodSeconds: 60 }] },
  scaleDown: { stabilizationWindowSeconds: 600, policies: [{ type: 'Pods', value: 1, periodSeconds: 300 }] },
};
/** Two, so that one may be away. */
const MIN = 2;

const SCALED: readonly Scaled[] = [
  {
    service: 'compliance',
    group: `stopsms.compliance.${smsRequested.name}`,
    // Those of publishers too, which are an overlay's.
    topics: 'all',
    // A core decides and stores some 3,000 a second: seconds of work.
    lag: 20_000,
    max: smsRequested.partitions,
  },
  {
    service: 'inbound-mo',
    group: 'stopsms.inbound-mo.recipients',
    topics: [moReceived, journal, messageStatus],
    // A STOP must not wait.
    lag: 2_000,
    // Each replica binds at every operator, which allows only so many.
    max: 4,
  },
];

/**
 * A ScaledObject of KEDA for each service that scales by lag. The dispatcher does not: its rate and connections are agreed
 * with operators for a number of replicas.
 */
export function scaledObjects(): object[] {
  return SCALED.map(({ service, group, topics, lag, max }) => ({
    apiVersion: 'keda.sh/v1alpha1',
    kind: 'ScaledObject',
    metadata: { name: service },
    spec: {
      scaleTargetRef: { name: service },
      minReplicaCount: MIN,
      maxReplicaCount: max,
      // Kafka does not report it: as many as a quiet day needs and one more.
      fallback: { failureThreshold: 3, replicas: MIN + 1 },
      advanced: { horizontalPodAutoscalerConfig: { behavior: BEHAVIOUR } },
      triggers: (topics === 'all' ? [undefined] : topics).map((topic) => ({
        type: 'kafka',
        metadata: {
          bootstrapServers: `${KAFKA_CLUSTER}-kafka-bootstrap:9093`,
          consumerGroup: group,
          ...(topic && { topic: topic.name }),
          lagThreshold: String(lag),
          activationLagThreshold: '0',
          offsetResetPolicy: 'earliest',
        },
        authenticationRef: { name: 'kafka' },
      })),
    },
  }));
}
