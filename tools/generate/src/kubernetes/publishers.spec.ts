import { type RequestPublisher, deadLetterOf, outcomesTopic, publisherTopic, smsRequested } from '@stopsms/contracts';
import { kafkaTopics } from './kafka-topics';
import type { Acl } from './kafka-acls';
import { patchesOfUsers, publisherResources } from './publishers';

interface Resource {
  kind: string;
  metadata: { name: string };
  spec: { partitions?: number; authorization?: { acls: Acl[] } };
}

const publishers: RequestPublisher[] = [
  { name: 'shop', advertisers: new Set(['5f6d1c7a-3d2b-4c1e-9a55-0d6f4b1c2a01']), shared: false },
  { name: 'shop-2', advertisers: '*', shared: false },
  { name: 'old', advertisers: '*', shared: true },
];
const resources = publisherResources(publishers) as Resource[];
const names = (kind: string) => resources.filter((each) => each.kind === kind).map(({ metadata }) => metadata.name);
const rights = (user: string) =>
  resources.find(({ metadata }) => metadata.name === user)?.spec.authorization?.acls ?? [];
const allowed = (acls: Acl[], operation: string, type: string, name: string) =>
  acls.some(
    ({ resource, operations }) =>
      resource.type === type &&
      operations.includes(operation) &&
      (resource.patternType === 'prefix' ? name.startsWith(resource.name) : resource.name === name),
  );
const writers = (topic: string) => names('KafkaUser').filter((user) => allowed(rights(user), 'Write', 'topic', topic));
const [shop, second] = [publisherTopic('shop').name, publisherTopic('shop-2').name];
const OUTCOMES = ['shop', 'shop-2'].map((name) => outcomesTopic(name).name);

test('each publisher has a topic of the shape of campaign’s, but for one that is named there', () => {
  expect(names('KafkaTopic')).toEqual([shop, deadLetterOf(shop), second, deadLetterOf(second), ...OUTCOMES]);
  const shapeOf = (from: Resource[], name: string) => from.find(({ metadata }) => metadata.name === name)?.spec;
  const campaigns = shapeOf(kafkaTopics() as Resource[], smsRequested.name);
  for (const topic of [shop, second]) expect(shapeOf(resources, topic)).toEqual(campaigns);
});

test('each topic has one publisher, who reads what becomes of its messages and nothing of others', () => {
  expect(writers(shop)).toEqual(['stopsms-publisher-shop']);
  expect(writers(second)).toEqual(['stopsms-publisher-shop-2']);
  expect(writers(smsRequested.name)).toEqual(['stopsms-publisher-old']);
  for (const user of names('KafkaUser')) {
    const read = rights(user).flatMap(({ resource: { type, name }, operations }) =>
      type === 'topic' && operations.includes('Read') ? [name] : [],
    );
    const name = user.slice(18);
    const own = [deadLetterOf(`${smsRequested.name}.${name}`), outcomesTopic(name).name];
    expect(read).toEqual(user === 'stopsms-publisher-old' ? [] : own);
  }
  for (const topic of OUTCOMES) expect(writers(topic)).toEqual([]);
});

test('groups of one are not those of another whose name begins alike, nor the services’', () => {
  const groupsOf = (name: string) => names('KafkaUser').filter((user) => allowed(rights(user), 'Read', 'group', name));
  expect(groupsOf('publisher.shop-2.verdicts')).toEqual(['stopsms-publisher-shop-2']);
  expect(groupsOf('stopsms.compliance.sms.requested.v1')).toEqual([]);
});

test('compliance reads them and writes their dead letters, and the command line replays these', () => {
  const { compliance, cli } = patchesOfUsers(publishers);
  const granted = (patch: object[]) =>
    (patch as { op: string; path: string; value: Acl }[]).map(({ op, path, value: { resource, operations } }) => [
      `${op} ${path}`,
      resource.name,
      ...operations,
    ]);
  const add = 'add /spec/authorization/acls/-';
  expect(granted(compliance)).toEqual([
    [add, shop, 'Read', 'Write'],
    [add, deadLetterOf(shop), 'Read', 'Write'],
    [add, second, 'Read', 'Write'],
    [add, deadLetterOf(second), 'Read', 'Write'],
    ...OUTCOMES.map((name) => [add, name, 'Write']),
  ]);
  expect(granted(cli)).toEqual(
    [shop, deadLetterOf(shop), second, deadLetterOf(second)].map((name) => [add, name, 'Write']),
  );
});

test('an overlay without publishers has patches that change nothing, since kustomize takes no empty ones', () => {
  const nothing = [{ op: 'test', path: '/kind', value: 'KafkaUser' }];
  expect(patchesOfUsers([])).toEqual({ compliance: nothing, cli: nothing });
  expect(publisherResources([])).toEqual([]);
});
