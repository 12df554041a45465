import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type RequestPublisher, deadLetterOf, topology } from '@stopsms/contracts';
import type { Acl } from './kafka-acls';
import { kafkaUsers } from './kafka-users';
import { publisherResources } from './publishers';

// Sentences of docs/security.md of two forms say what the broker enforces: "`user` may read `topic` and `topic` alone", and "only
// `user` and `user` may write `topic`". A row about rights has such a sentence, so that none is left to belief.

interface User {
  kind: string;
  metadata: { name: string };
  spec: { authorization: { acls: Acl[] } };
}
type Operation = 'Read' | 'Write';

const PAGE = readFileSync(join(__dirname, '../../../../docs/security.md'), 'utf8');
const NAMES = '(?:`[^`]+`(?:, | and )?)+';
const OF_USER = /`(stopsms-[a-z<>-]+)` may (read|write) ((?:`[^`]+`(?:, | and )?)+) alone/g;
const OF_TOPIC = new RegExp(`[Oo]nly (${NAMES}) may (read|write) \`([^\`]+)\``, 'g');
/** Words in a row that promises rights on Kafka. */
const ABOUT_RIGHTS = /\brights\b|\bKafka user|’s user on Kafka|`stopsms-[a-z]|\breads? (?:a|its|no) (?:own )?topic/;

/** Example of every publisher, named as the page names it. */
const publisher: RequestPublisher = { name: '<name>', advertisers: '*', shared: false };
const users = [...kafkaUsers(), ...publisherResources([publisher])].filter(
  (each) => (each as User).kind === 'KafkaUser',
) as User[];
const deadLetters = new Set(topology.map(({ topic }) => deadLetterOf(topic.name)));

const aclsOf = ({ spec }: User, operation: Operation) =>
  spec.authorization.acls.filter(
    ({ resource, operations }) => resource.type === 'topic' && operations.includes(operation),
  );

/** Topics that a user may read or write; dead letters of a service go with what it reads. */
const topicsOf = (user: string, operation: Operation): string[] =>
  users
    .filter(({ metadata }) => metadata.name === user)
    .flatMap((each) =>
      aclsOf(each, operation).map(
        ({ resource: { name, patternType } }) => `${name}${patternType === 'prefix' ? '*' : ''}`,
      ),
    )
    .filter((topic) => !deadLetters.has(topic));

const usersOf = (topic: string, operation: Operation): string[] =>
  users
    .filter((each) =>
      aclsOf(each, operation).some(({ resource: { name, patternType } }) =>
        patternType === 'prefix' ? topic.startsWith(name) : topic === name,
      ),
    )
    .map(({ metadata }) => metadata.name);

const namesIn = (list = '') => [...list.matchAll(/`([^`]+)`/g)].map(([, name = '']) => name);
const operationOf = (verb = ''): Operation => (verb === 'read' ? 'Read' : 'Write');

/** Differences between a list that the page states and the one that is granted. */
const differences = (right: string, stated: string[], granted: string[]): string[] => [
  ...granted.filter((name) => !stated.includes(name)).map((name) => `${right}: granted and not stated: ${name}`),
  ...stated.filter((name) => !granted.includes(name)).map((name) => `${right}: stated and not granted: ${name}`),
];

function faultsOf(line: string): string[] {
  const byUser = [...line.matchAll(OF_USER)].flatMap(([, user = '', verb = '', topics]) =>
    differences(`${user} may ${verb}`, namesIn(topics), topicsOf(user, operationOf(verb))),
  );
  const byTopic = [...line.matchAll(OF_TOPIC)].flatMap(([, names, verb = '', topic = '']) =>
    differences(`who may ${verb} ${topic}`, namesIn(names), usersOf(topic, operationOf(verb))),
  );
  return [...byUser, ...byTopic];
}

/** Rows of tables and items of lists, each with what names it in a message. */
const rows = PAGE.replace(/\n {2,}(?=\S)/g, ' ')
  .split('\n')
  .filter((line) => line.startsWith('| ') || line.startsWith('- '))
  .map((line) => ({
    line,
    name: line.startsWith('| ') ? line.split(' | ').slice(0, 2).join(': ') : line.slice(0, 60),
  }));
const statesRights = (line: string) => line.search(OF_USER) >= 0 || line.search(OF_TOPIC) >= 0;

test('each row of docs/security.md that states rights on Kafka states them as they are generated', () => {
  expect(rows.flatMap(({ line, name }) => faultsOf(line).map((fault) => `${name} — ${fault}`))).toEqual([]);
});

test('each row of the threat table about rights on Kafka states them in a form that is checked', () => {
  const about = rows.filter(({ line }) => line.startsWith('| ') && ABOUT_RIGHTS.test(line.split(' | ')[2] ?? ''));
  expect(about.length).toBeGreaterThan(3);
  expect(about.filter(({ line }) => !statesRights(line)).map(({ name }) => name)).toEqual([]);
});

test('a stated right that the broker does not grant, and the reverse, are named', () => {
  expect(faultsOf('`stopsms-scaler` may read `suppression.opt-outs.v1` alone')).toEqual([
    'stopsms-scaler may read: stated and not granted: suppression.opt-outs.v1',
  ]);
  expect(faultsOf('only `stopsms-campaign` may write `suppression.opt-outs.v1`')).toEqual([
    'who may write suppression.opt-outs.v1: granted and not stated: stopsms-suppression',
    'who may write suppression.opt-outs.v1: granted and not stated: stopsms-cli',
    'who may write suppression.opt-outs.v1: stated and not granted: stopsms-campaign',
  ]);
});

test('the gateway, which the Internet reaches, touches no dead letters but of the topics that it uses', () => {
  const gateway = users.find(({ metadata }) => metadata.name === 'stopsms-gateway');
  const used = topology
    .filter(({ writer, readers }) => writer === 'gateway' || readers.includes('gateway'))
    .flatMap(({ topic: { name } }) => [name, deadLetterOf(name)]);
  const touched = (gateway?.spec.authorization.acls ?? []).flatMap(({ resource: { type, name }, operations }) =>
    type === 'topic' && operations.some((one) => one === 'Read' || one === 'Write') ? [name] : [],
  );
  expect(touched.filter((name) => !used.includes(name))).toEqual([]);
});
