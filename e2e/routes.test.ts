// Every route of every service says who may use it, and what is open to everybody is what must be. docs/security.md has the table.
import { type ServiceDefinition, routesOf } from '@stopsms/service-kit';
import { campaign } from '../apps/campaign/src/app.module';
import { compliance } from '../apps/compliance/src/app.module';
import { dispatcher } from '../apps/dispatcher/src/app.module';
import { inboundMo } from '../apps/inbound-mo/src/app.module';
import { notification } from '../apps/notification/src/app.module';
import { suppression } from '../apps/suppression/src/app.module';

const SERVICES = [campaign, compliance, dispatcher, inboundMo, notification, suppression] as ServiceDefinition[];

const OF_ALL = ['GET /health/live', 'GET /health/ready', 'GET /health/startup', 'GET /metrics'];
const OPEN = [
  'inbound-mo ALL /u',
  'inbound-mo ALL /u/*rest',
  'inbound-mo GET /u/:token',
  'inbound-mo POST /u/:token',
  'inbound-mo POST /v1/providers/:name/mo',
  'inbound-mo POST /v1/providers/:name/receipts',
];

const routes = SERVICES.flatMap((each) => routesOf(each)).map(({ service, method, path, rule }) => ({
  name: `${service} ${method} ${path}`,
  rule,
}));

test('no route is silent about who may use it', () => {
  expect(routes.length).toBeGreaterThan(100);
  expect(routes.filter(({ rule }) => rule === undefined)).toEqual([]);
});

test('what is open to everybody is what must be', () => {
  const open = routes.filter(({ rule }) => rule?.kind === 'open').map(({ name }) => name);
  const everyones = SERVICES.flatMap(({ name }) => OF_ALL.map((route) => `${name} ${route}`));
  expect(open.sort()).toEqual([...OPEN, ...everyones].sort());
});
