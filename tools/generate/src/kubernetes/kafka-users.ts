import {
  MO_READERS_GROUP,
  SERVICES,
  type ServiceName,
  type Topic,
  deadLetterOf,
  replayerOf,
  topicsReadBy,
  topicsWrittenBy,
  topology,
} from '@stopsms/contracts';
import { type Acl, group, groups, kafkaUser, topic, topics } from './kafka-acls';
import { KAFKA_CLUSTER, alsoReadBy } from './surroundings';

/** `campaign.`, `sms.` …: topics are named after their owners. */
const OWNERS = [...new Set(topology.map(({ topic: { name } }) => `${name.split('.')[0]}.`))];

/** At start a service compares the shape of all topics with the topology, and creates none. */
const seesAll = OWNERS.map((prefix) => topics(prefix, 'Describe', 'DescribeConfigs'));

const user = (name: string, acls: Acl[]) => kafkaUser(name, KAFKA_CLUSTER, acls);

/** Its groups are `stopsms.<service>.<topic or name>`; those of a single replica are deleted when it stops. */
const ownGroups = (name: string): Acl[] => [
  // Asked for before any group exists, to wait for a broker that has just started.
  group(`stopsms.${name}`, 'Describe'),
  groups(`stopsms.${name}.`, 'Read', 'Describe', 'Delete'),
];

/** Topics on which it replays dead letters: none where an old record would replace a newer one. */
const replayedBy = (service: ServiceName): Topic[] =>
  topology
    .map(({ topic: each }) => each)
    .filter((each) => replayerOf(each) === service && each.cleanup.policy !== 'compact');

function serviceUser(service: ServiceName): object {
  const read = [...topicsReadBy(service), ...alsoReadBy(service)].map(({ name }) => name);
  const written = [...topicsWrittenBy(service), ...replayedBy(service)].map(({ name }) => name);
  const named = [...new Set([...read, ...written])].sort();
  return user(service, [
    ...named.map((name) =>
      topic(name, ...(read.includes(name) ? ['Read'] : []), ...(written.includes(name) ? ['Write'] : [])),
    ),
    ...[...new Set([...topicsReadBy(service), ...replayedBy(service)])].map(({ name }) =>
      topic(deadLetterOf(name), 'Read', 'Write'),
    ),
    ...seesAll,
    ...ownGroups(service),
    // How far received texts have been read decides where a dispatcher begins with them.
    ...(service === 'dispatcher' ? [group(MO_READERS_GROUP, 'Describe')] : []),
  ]);
}

/** The scaler reads how far behind a group is, and no record. */
const scaler = (): object =>
  user('scaler', [...OWNERS.map((prefix) => topics(prefix, 'Describe')), groups('stopsms.', 'Describe')]);

/** The operator's command line: looks at lag and dead letters, puts these back where they came from and marks them. */
const commandLine = (): object =>
  user('cli', [
    ...OWNERS.map((prefix) => topics(prefix, 'Describe', 'DescribeConfigs', 'Read')),
    ...topology
      .filter(({ readers }) => readers.length > 0)
      .flatMap(({ topic: { name } }) => [topic(name, 'Write'), topic(deadLetterOf(name), 'Write')]),
    groups('stopsms.', 'Describe'),
    groups('stopsms.cli.', 'Read', 'Describe', 'Delete'),
  ]);

/** A KafkaUser of Strimzi with its rights for each service, for the scaler and for the command line. */
export function kafkaUsers(): object[] {
  return [...SERVICES.map(serviceUser), scaler(), commandLine()];
}
