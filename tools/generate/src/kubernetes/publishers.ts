import { readFile, readdir } from 'node:fs/promises';
import {
  type RequestPublisher,
  deadLetterOf,
  outcomesOfPublishers,
  outcomesTopic,
  publisherTopic,
  smsRequested,
  topicsOfPublishers,
} from '@stopsms/contracts';
import { readTopic } from '@stopsms/messaging';
import { publishersIn } from '@stopsms/service';
import { type Acl, groups, kafkaUser, topic } from './kafka-acls';
import { kafkaTopic } from './kafka-topics';
import { KAFKA_CLUSTER } from './surroundings';

// Each overlay has its own publishers, in the file that its compliance reads too: what the broker lets them do and what
// compliance takes from them cannot drift apart.

export const OVERLAYS = 'k8s/overlays';

/** `k8s/overlays/<overlay>/release/publishers.yaml`, where there is one. @throws Error naming all that is wrong in one */
export async function publishersOfOverlays(): Promise<Map<string, RequestPublisher[]>> {
  const found = new Map<string, RequestPublisher[]>();
  for (const overlay of (await readdir(OVERLAYS)).sort()) {
    const file = `${OVERLAYS}/${overlay}/release/publishers.yaml`;
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined;
      throw error;
    });
    if (text === undefined) continue;
    const problems: string[] = [];
    const publishers = publishersIn(text, (problem) => problems.push(problem));
    if (problems.length > 0) throw new Error(`${file}: ${problems.join('; ')}`);
    found.set(`${OVERLAYS}/${overlay}`, publishers);
  }
  return found;
}

/** Topics of each publisher, and its user. */
export const publisherResources = (publishers: RequestPublisher[]): object[] => [
  ...[...topicsOfPublishers(publishers), ...outcomesOfPublishers(publishers)].flatMap(readTopic).map(kafkaTopic),
  ...publishers.map(publisherUser),
];

/** It writes its own topic, reads its outcomes and what could not be read of its own, and uses groups of its name. */
function publisherUser({ name, shared }: RequestPublisher): object {
  const own = shared ? smsRequested : publisherTopic(name);
  return kafkaUser(`publisher-${name}`, KAFKA_CLUSTER, [
    topic(own.name, 'Write', 'Describe'),
    // Beside others the dead letters are theirs too, and nobody knows which messages are whose.
    ...(shared
      ? []
      : [deadLetterOf(own.name), outcomesTopic(name).name].map((read) => topic(read, 'Read', 'Describe'))),
    groups(`publisher.${name}.`, 'Read', 'Describe', 'Delete'),
  ]);
}

/** Name that the chart replaces by that of each publisher. */
const EXAMPLE: RequestPublisher[] = publishersIn(
  'publishers: [{ name: publisher-name, advertisers: "*" }]',
  (problem) => {
    throw new Error(problem);
  },
);

/** Topics, user and additional rights of a publisher, for the chart. */
export function publisherModel(): object[] {
  const rights = Object.entries(patchesOfUsers(EXAMPLE)).map(([name, patches]) => [
    `stopsms-${name}`,
    patches.map((patch) => (patch as { value?: Acl }).value),
  ]);
  return [...publisherResources(EXAMPLE), { rights: Object.fromEntries(rights) as object }];
}

/** Kustomize takes no empty patch. */
const NOTHING = [{ op: 'test', path: '/kind', value: 'KafkaUser' }];

/** Additional rights of compliance and the command line on these topics, as patches of their users. */
export function patchesOfUsers(publishers: RequestPublisher[]): Record<'compliance' | 'cli', object[]> {
  const own = topicsOfPublishers(publishers);
  const added = (rights: Acl[]) =>
    rights.length === 0 ? NOTHING : rights.map((value) => ({ op: 'add', path: '/spec/authorization/acls/-', value }));
  return {
    compliance: added([
      ...own.flatMap(({ name }) => [topic(name, 'Read', 'Write'), topic(deadLetterOf(name), 'Read', 'Write')]),
      ...outcomesOfPublishers(publishers).map(({ name }) => topic(name, 'Write')),
    ]),
    cli: added(own.flatMap(({ name }) => [topic(name, 'Write'), topic(deadLetterOf(name), 'Write')])),
  };
}
