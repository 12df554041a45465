import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { SERVICES, outcomes, topicsReadBy, topicsWrittenBy } from '@stopsms/contracts';

// The tree cannot lie: whoever looks into a service's folders sees exactly the topics it reads and writes.

const APPS = join(__dirname, '../../../apps');

/** Written to one topic for each publisher, so it has no line in the topology. */
const WRITTEN_PER_PUBLISHER: Partial<Record<(typeof SERVICES)[number], string[]>> = { compliance: [outcomes.name] };

const filesIn = (service: string, folder: string): string[] =>
  readdirSync(join(APPS, service, 'src', folder))
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts'))
    .map((name) => name.replace(/\.ts$/, ''))
    .sort();

describe.each(SERVICES)('%s', (service) => {
  it('has one file in consumes/ for each topic it reads', () => {
    const topics = topicsReadBy(service).map(({ name }) => name);
    expect(filesIn(service, 'consumes')).toEqual(topics.sort());
  });

  it('has one file in produces/ for each topic it writes', () => {
    const topics = topicsWrittenBy(service).map(({ name }) => name);
    expect(filesIn(service, 'produces')).toEqual([...topics, ...(WRITTEN_PER_PUBLISHER[service] ?? [])].sort());
  });
});
