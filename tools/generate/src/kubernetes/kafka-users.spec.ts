import { SERVICES, deadLetterOf, replayerOf, topicsReadBy, topology } from '@stopsms/contracts';
import { kafkaUsers } from './kafka-users';

interface User {
  metadata: { name: string };
  spec: {
    authorization: { acls: { resource: Record<'type' | 'name' | 'patternType', string>; operations: string[] }[] };
  };
}

const users = new Map(kafkaUsers().map((user) => [(user as User).metadata.name, user as User]));
const rights = (name: string) => users.get(`stopsms-${name}`)?.spec.authorization.acls ?? [];

/** True if the user may do that to that topic or group. */
function may(name: string, operation: string, type: 'topic' | 'group', resource: string): boolean {
  return rights(name).some(
    ({ resource: { type: kind, name: pattern, patternType }, operations }) =>
      kind === type &&
      operations.includes(operation) &&
      (patternType === 'prefix' ? resource.startsWith(pattern) : resource === pattern),
  );
}
const whoMay = (operation: string, topic: string) =>
  SERVICES.filter((service) => may(service, operation, 'topic', topic));

describe('rights on Kafka', () => {
  it.each(topology.map((edge) => [edge.topic.name, edge] as const))(
    '%s has one writer and its readers',
    (name, edge) => {
      // A service that alone reads a topic puts dead letters back on it: no other reader sees them (decision 0052).
      const replayer = edge.topic.cleanup.policy === 'compact' ? edge.writer : replayerOf(edge.topic);
      expect(whoMay('Write', name).sort()).toEqual([...new Set([edge.writer, replayer])].sort());
      expect(edge.readers.length > 1 || edge.readOutside ? replayer : edge.writer).toBe(edge.writer);
      const readers: string[] = [...edge.readers];
      // What the dispatcher reads back, and the canary of the recipient secret.
      if (['dispatcher.journal.v1', 'dispatcher.message-status.v1', 'dispatcher.service-status.v1'].includes(name))
        readers.push('dispatcher');
      if (name === 'suppression.opt-outs.v1') readers.push(...SERVICES.filter((service) => service !== 'gateway'));
      expect(whoMay('Read', name).sort()).toEqual([...new Set(readers)].sort());
      const whoGivesUp = [...new Set<string | undefined>([...edge.readers, replayer])].sort();
      if (edge.topic.cleanup.policy === 'compact') whoGivesUp.splice(0, Infinity, ...[...edge.readers].sort());
      expect(whoMay('Write', deadLetterOf(name)).sort()).toEqual(whoGivesUp);
      expect(whoMay('Read', deadLetterOf(name)).sort()).toEqual(whoGivesUp);
      expect(whoMay('DescribeConfigs', name)).toEqual(SERVICES);
    },
  );

  it.each(SERVICES)('%s uses its own groups alone, and makes or deletes no topic', (service) => {
    expect(may(service, 'Describe', 'group', `stopsms.${service}`)).toBe(true);
    for (const topic of topicsReadBy(service)) {
      expect(SERVICES.filter((other) => may(other, 'Read', 'group', `stopsms.${service}.${topic.name}`))).toEqual([
        service,
      ]);
    }
    const operations = new Set(
      rights(service).flatMap(({ resource, operations: of }) => of.map((one) => `${resource.type} ${one}`)),
    );
    expect([...operations].sort()).toEqual(
      ['Delete', 'Describe', 'Read']
        .map((one) => `group ${one}`)
        .concat(['topic Describe', 'topic DescribeConfigs', 'topic Read', 'topic Write']),
    );
  });

  it('lets the scaler look and read nothing', () => {
    expect(new Set(rights('scaler').flatMap(({ operations }) => operations))).toEqual(new Set(['Describe']));
  });
});
