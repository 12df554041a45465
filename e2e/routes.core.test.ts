// Every route of every service says who may use it, what is open to everybody is what must be, and what leaves no audit event is listed. docs/permissions.md has the table.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ServiceDefinition, routesOf } from '@stopsms/bootstrap';
import { campaign } from '../apps/campaign/src/app.module';
import { compliance } from '../apps/compliance/src/app.module';
import { dispatcher } from '../apps/dispatcher/src/app.module';
import { gateway } from '../apps/gateway/src/app.module';
import { inboundMo } from '../apps/inbound-mo/src/app.module';
import { notification } from '../apps/notification/src/app.module';
import { suppression } from '../apps/suppression/src/app.module';

const SERVICES = [
  campaign,
  compliance,
  dispatcher,
  gateway,
  inboundMo,
  notification,
  suppression,
] as ServiceDefinition[];

const OF_ALL = ['GET /health/live', 'GET /health/ready', 'GET /health/startup', 'GET /metrics'];
const OPEN = [
  'inbound-mo ALL /u',
  'inbound-mo ALL /u/*rest',
  'inbound-mo GET /u/:token',
  'inbound-mo POST /u/:token',
  // It answers 404 and 405 in the form of Twilio.
  'gateway ALL /2010-04-01/*path',
  // Callers show the credentials of their account, or the signature or path secret of their vendor.
  'gateway GET /2010-04-01/Accounts/:sid/Messages/:message.json',
  'gateway POST /2010-04-01/Accounts/:sid/Messages.json',
  'gateway GET /cgi-bin/sendsms',
  'gateway POST /cgi-bin/sendsms',
  'gateway POST /v1/door/:account',
  ...['GET', 'POST'].flatMap((method) =>
    ['', '/:reference'].map((rest) => `inbound-mo ${method} /v1/callbacks/:provider/:secret${rest}`),
  ),
  'inbound-mo POST /v1/providers/:name/mo',
  'inbound-mo POST /v1/providers/:name/receipts',
];

const routes = SERVICES.flatMap((each) => routesOf(each)).map((route) => ({
  ...route,
  name: `${route.service} ${route.method} ${route.path}`,
}));

test('every route states who may use it', () => {
  expect(routes.length).toBeGreaterThan(100);
  expect(routes.filter(({ rule }) => rule === undefined)).toEqual([]);
});

test('only the listed routes are public', () => {
  const open = routes.filter(({ rule }) => rule?.kind === 'open').map(({ name }) => name);
  const everyones = SERVICES.flatMap(({ name }) => OF_ALL.map((route) => `${name} ${route}`));
  expect(open.sort()).toEqual([...OPEN, ...everyones].sort());
});

const guarded = routes.filter(({ rule }) => rule?.kind !== 'open');
const named = (found: typeof routes) => found.map(({ service, method, path }) => `${service} ${method} ${path}`).sort();
/** Not those that all services have. */
const ofOne = ({ path }: (typeof routes)[number]) =>
  !path.startsWith('/v1/dead-letters') && !['/v1/recipient-generation', '/v1/lag'].includes(path);

test('every route but GET leaves an event, except for queries and requests recorded elsewhere', () => {
  const silent = guarded.filter(
    ({ method, audit }) => method !== 'GET' && audit.kind !== 'act' && audit.kind !== 'look',
  );
  expect(named(silent)).toEqual([
    'campaign POST /v1/messages',
    'compliance POST /v1/rule-packs/:name/replay',
    'inbound-mo POST /v1/read',
  ]);
  const whys = silent.map(({ audit }) => ('why' in audit && audit.why ? audit.why : ''));
  expect(whys.filter((why) => why.split(' ').length < 3)).toEqual([]);
});

test('a read without an event returns no personal data', () => {
  const unseen = guarded.filter(({ method, audit }) => method === 'GET' && audit.kind !== 'look').filter(ofOne);
  expect(named(unseen)).toEqual([
    'campaign GET /v1/address-books',
    'campaign GET /v1/address-books/:id',
    'campaign GET /v1/address-books/:id/imports',
    'campaign GET /v1/address-books/:id/summary',
    'campaign GET /v1/advertisers',
    'campaign GET /v1/advertisers/:id',
    'campaign GET /v1/advertisers/:id/changes',
    'campaign GET /v1/advertisers/:id/enforcement',
    'campaign GET /v1/advertisers/:id/keys',
    'campaign GET /v1/advertisers/:id/marketing',
    'campaign GET /v1/advertisers/:id/senders',
    'campaign GET /v1/advertisers/:id/webhook-secrets',
    'campaign GET /v1/campaigns',
    'campaign GET /v1/campaigns/:id',
    'campaign GET /v1/campaigns/:id/course',
    'campaign GET /v1/campaigns/:id/messages',
    'campaign GET /v1/campaigns/:id/progress',
    'campaign GET /v1/campaigns/tags',
    'campaign GET /v1/imports/:id',
    'campaign GET /v1/imports/:id/progress',
    'campaign GET /v1/legal-entities/undecided',
    'campaign GET /v1/messages',
    'campaign GET /v1/messages/:id',
    'campaign GET /v1/statistics',
    'compliance GET /v1/advertisers/:id/observed',
    'compliance GET /v1/advertisers/:id/observed/messages',
    'compliance GET /v1/advertisers/:id/quotas',
    'compliance GET /v1/audit/seals',
    'compliance GET /v1/proof-heads',
    'compliance GET /v1/proof-keys',
    'compliance GET /v1/rule-packs',
    'compliance GET /v1/send-windows',
    'dispatcher GET /v1/providers',
    'dispatcher GET /v1/view',
    'inbound-mo GET /v1/quarantines',
    'notification GET /v1/opt-out-pushes',
    'suppression GET /v1/erasures',
    'suppression GET /v1/evidence/:id/signature',
    'suppression GET /v1/opt-out-sources',
    'suppression GET /v1/opt-outs/export-key',
    'suppression GET /v1/opt-outs/exports/:id/signature',
    'suppression GET /v1/opt-outs/republish',
  ]);
});

test('no route has a phone number in its URL, which is logged', () => {
  // `phoneColumn` is the name of a column.
  const parameter = /^ +- name: ['"]?(?!phoneColumn)(\S*?(phone|msisdn|number|mobile|recipient)\S*?)['"]?$/gim;
  const folder = join(__dirname, '../dist/documents/openapi');
  const found = readdirSync(folder).flatMap((file) =>
    [...readFileSync(join(folder, file), 'utf8').matchAll(parameter)].map(([, name]) => `${file}: ${name}`),
  );
  expect(found).toEqual([]);
});
