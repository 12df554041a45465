import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { SERVICES, type ServiceName, httpCalls } from '@stopsms/contracts';
import { scaledObjects } from './scaling';
import { CALL_WEBHOOKS, KEEP_STATE, SPEAK_SMPP, TAKES_REQUESTS } from './surroundings';

// What the policies say of the services is what the services do.

const APPS = join(__dirname, '../../../../apps');

function source(service: ServiceName): string {
  const folder = join(APPS, service, 'src');
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.spec.ts'))
    .map((path) => readFileSync(join(folder, path), 'utf8'))
    .join('\n');
}

const variableOf = (service: ServiceName) => service.toUpperCase().replace('-', '_');

const whose = (sign: string) => SERVICES.filter((service) => source(service).includes(sign));

it('knows who keeps state, speaks SMPP, takes requests and calls out', () => {
  expect(KEEP_STATE).toEqual(whose('migrations: MIGRATIONS'));
  expect(SPEAK_SMPP).toEqual(whose('providersOf('));
  expect([TAKES_REQUESTS]).toEqual(whose('publishersSetting'));
  expect(CALL_WEBHOOKS).toEqual(whose('new OutboundClient('));
});

it.each(SERVICES)('has the address of each service that it calls: %s', (caller) => {
  const callees = httpCalls.filter((call) => call.caller === caller).map(({ callee }) => callee);
  const addresses = SERVICES.filter((callee) => source(caller).includes(`${variableOf(callee)}_URL: `));
  expect(addresses).toEqual(callees);
});

it('scales by groups that the services have', () => {
  const groups = scaledObjects().flatMap((scaled) =>
    (scaled as { spec: { triggers: { metadata: { consumerGroup: string } }[] } }).spec.triggers.map(
      ({ metadata }) => metadata.consumerGroup,
    ),
  );
  expect([...new Set(groups)]).toEqual(['stopsms.compliance.sms.requested.v1', 'stopsms.inbound-mo.recipients']);
  expect(source('compliance')).toContain('@Consumes(smsRequested, { group: smsRequested.name');
  expect(source('inbound-mo')).toContain(`RECIPIENTS_GROUP = { group: 'recipients'`);
});
