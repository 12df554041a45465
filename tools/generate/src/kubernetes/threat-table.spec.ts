import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deadLetterOf, topology } from '@stopsms/contracts';
import type { Acl } from './kafka-acls';
import { kafkaUsers } from './kafka-users';

// A sentence of docs/security.md of the form "`user` may read `topic`, `topic` and `topic` alone" says what the broker enforces.

interface User {
  metadata: { name: string };
  spec: { authorization: { acls: Acl[] } };
}

const PAGE = readFileSync(join(__dirname, '../../../../docs/security.md'), 'utf8');
const STATED = /`(stopsms-[a-z-]+)` may (read|write) ((?:`[^`]+`(?:, | and )?)+) alone/g;
const stated = [...PAGE.matchAll(STATED)].map(([, user = '', operation = '', topics = '']) => ({
  ...{ user, operation: operation === 'read' ? 'Read' : 'Write' },
  topics: [...topics.matchAll(/`([^`]+)`/g)].map(([, topic = '']) => topic).sort(),
}));

/** Topics that it may read or write; its own dead letters go with what it reads. */
function granted(user: string, operation: string): string[] {
  const found = (kafkaUsers() as User[]).find(({ metadata }) => metadata.name === user);
  const topics = (found?.spec.authorization.acls ?? []).flatMap(({ resource: { type, name }, operations }) =>
    type === 'topic' && operations.includes(operation as Acl['operations'][number]) ? [name] : [],
  );
  const deadLetters = new Set(topology.map(({ topic }) => deadLetterOf(topic.name)));
  return topics.filter((topic) => !deadLetters.has(topic)).sort();
}

test('the threat table states rights as they are generated', () => {
  expect(stated.map(({ user }) => user)).toContain('stopsms-gateway');
  for (const { user, operation, topics } of stated)
    expect({ user, topics: granted(user, operation) }).toEqual({ user, topics });
});

test('the gateway, which the Internet reaches, touches no dead letters but of the topics that it uses', () => {
  const gateway = (kafkaUsers() as User[]).find(({ metadata }) => metadata.name === 'stopsms-gateway');
  const used = topology
    .filter(({ writer, readers }) => writer === 'gateway' || readers.includes('gateway'))
    .flatMap(({ topic: { name } }) => [name, deadLetterOf(name)]);
  const touched = (gateway?.spec.authorization.acls ?? []).flatMap(({ resource: { type, name }, operations }) =>
    type === 'topic' && operations.some((one) => one === 'Read' || one === 'Write') ? [name] : [],
  );
  expect(touched.filter((name) => !used.includes(name))).toEqual([]);
});
