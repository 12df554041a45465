import { Document, visit } from 'yaml';
import { kafkaTopics } from './kafka-topics';
import { kafkaUsers } from './kafka-users';
import { migrationJobs } from './migrations';
import { networkPolicies } from './network-policies';
import { prometheusRule } from './prometheus-rule';
import { patchesOfUsers, publisherModel, publisherResources, publishersOfOverlays } from './publishers';
import { scaledObjects } from './scaling';

/** A right takes two lines instead of eight. */
function compact(resource: object | object[]): string {
  const document = new Document(resource, { aliasDuplicateObjects: false });
  visit(document, {
    Pair(_, { key, value }) {
      if (['resource', 'operations', 'values', 'except'].includes(String(key)) && value)
        Object.assign(value, { flow: true });
    },
  });
  // Readers differ in how they fold lines that are indented more.
  return document.toString({ lineWidth: 160, blockQuote: 'literal' });
}

const documents = (resources: object[]): string => resources.map(compact).join('---\n');

/** Manifests of each overlay that has a list of publishers. */
async function publisherManifests(): Promise<[string, string][]> {
  return [...(await publishersOfOverlays())].flatMap(([overlay, publishers]) => {
    const { compliance, cli } = patchesOfUsers(publishers);
    return [
      [`${overlay}/kafka/generated/publishers.yaml`, documents(publisherResources(publishers))],
      [`${overlay}/kafka/generated/compliance-rights.yaml`, compact(compliance)],
      [`${overlay}/kafka/generated/cli-rights.yaml`, compact(cli)],
    ] satisfies [string, string][];
  });
}

/** Files under `k8s/` that follow from the topology, publishers and the alerts, by their paths. */
export async function kubernetesManifests(): Promise<[string, string][]> {
  return [
    ['k8s/kafka/generated/topics.yaml', documents(kafkaTopics())],
    ['k8s/kafka/generated/users.yaml', documents(kafkaUsers())],
    ['k8s/kafka/generated/publisher.yaml', documents(publisherModel())],
    ['k8s/base/generated/network-policies.yaml', documents(networkPolicies())],
    ['k8s/components/scaling/generated/scaled-objects.yaml', documents(scaledObjects())],
    ['k8s/components/monitoring/generated/alerts.yaml', documents([await prometheusRule()])],
    ['k8s/migrations/generated/jobs.yaml', documents(migrationJobs())],
    ...(await publisherManifests()),
  ];
}
