import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
  SERVICES,
  type Topic,
  advertisers,
  auditEvents,
  gatewayOutcomes,
  gatewayRequests,
  outcomes,
  smsRequested,
  topicsReadBy,
  topicsWrittenBy,
} from '@stopsms/contracts';

// The folders of a service show exactly the topics that it reads and writes.

const APPS = join(__dirname, '../../../apps');

/** Topics written for each publisher, which the topology does not list. */
const WRITTEN_PER_PUBLISHER: Partial<Record<(typeof SERVICES)[number], string[]>> = { compliance: [outcomes.name] };

/** Written by every service with libs/audit. */
const AUDIT_TOPICS: readonly Topic[] = Object.values(auditEvents);

const filesIn = (service: string, folder: string): string[] =>
  readdirSync(join(APPS, service, 'src', folder))
    .filter((name) => name.endsWith('.ts') && !/\.(?:spec|module)\.ts$/.test(name))
    .map((name) => name.replace(/\.ts$/, ''))
    .sort();

/** One file for the audit events of all services; every service reads advertisers with libs/advertisers. */
const readingFile = (topic: Topic): string[] => {
  if (topic === advertisers) return [];
  // Like the topics of all publishers, it is handled with campaign's.
  if (topic === gatewayRequests) return [smsRequested.name];
  return [AUDIT_TOPICS.includes(topic) ? 'audit-events.v1' : topic.name];
};

describe.each(SERVICES)('%s', (service) => {
  it('has one file in consumes/ for each topic it reads', () => {
    const names = new Set(topicsReadBy(service).flatMap(readingFile));
    expect(filesIn(service, 'consumes')).toEqual([...names].sort());
  });

  it('has one file in produces/ for each topic it writes', () => {
    const topics = topicsWrittenBy(service).filter(
      (topic) => !AUDIT_TOPICS.includes(topic) && topic !== gatewayOutcomes,
    );
    const names = topics.map(({ name }) => name);
    expect(filesIn(service, 'produces')).toEqual([...names, ...(WRITTEN_PER_PUBLISHER[service] ?? [])].sort());
  });
});
