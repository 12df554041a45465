import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SERVICES, auditEvents } from '@stopsms/contracts';

// The recipe for a SIEM is a file that people copy: it must name what there is, and no secret.

const DOCS = join(__dirname, '../../../docs');
const { name, config } = JSON.parse(readFileSync(join(DOCS, 'audit-siem.connector.json'), 'utf8')) as {
  name: string;
  config: Record<string, string>;
};
const page = readFileSync(join(DOCS, 'audit.md'), 'utf8');

/** Settings that Kafka Connect, its clients and Aiven's HTTP sink 0.9 know. */
const KNOWN = [
  ...['connector.class', 'tasks.max', 'topics', 'key.converter', 'value.converter', 'errors.tolerance'],
  'consumer.override.auto.offset.reset',
  ...['http.url', 'http.authorization.type', 'http.headers.authorization', 'http.headers.content.type'],
  ...['batching.enabled', 'batch.max.size', 'batch.prefix', 'batch.suffix', 'batch.separator'],
  ...['max.retries', 'retry.backoff.ms'],
];

test('it reads the audit events of every service, and nothing else', () => {
  expect(config['topics']?.split(',').sort()).toEqual(SERVICES.map((service) => auditEvents[service].name).sort());
});

test('it sets what there is to set, as text, and loses nothing', () => {
  expect(Object.keys(config).filter((key) => !KNOWN.includes(key))).toEqual([]);
  expect(Object.values(config).filter((value) => typeof value !== 'string')).toEqual([]);
  // One task keeps the order; what cannot be delivered stops it, and is tried again.
  expect(config).toMatchObject({ 'tasks.max': '1', 'errors.tolerance': 'none', 'max.retries': String(2 ** 31 - 1) });
});

test('its events leave encrypted, and its token comes from a file', () => {
  expect(config['http.url']).toMatch(/^https:\/\/[\w.-]+\.example\//);
  expect(config['http.headers.authorization']).toMatch(/^Splunk \$\{file:\/run\/secrets\/[\w.]+:token\}$/);
});

test('the page gives its group the right that Connect needs, and each service’s topic', () => {
  expect(page).toContain(`--group connect-${name}`);
  const services = /for service in ([^;]+);/.exec(page)?.[1]?.split(' ');
  expect(services?.sort()).toEqual([...SERVICES].sort());
  expect(page).toContain('$service.audit-events.v1');
});
