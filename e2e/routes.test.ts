// Every route of every service and who may use it. What is not in these two lists is for operators: a route that is added
// without a word is closed, and this test tells who opens one.
import 'reflect-metadata';
import type { Type } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants';
import { RequestMethod } from '@nestjs/common/enums/request-method.enum';
import { ACCESS_RULE, type AccessRule, type ServiceDefinition } from '@stopsms/service-kit';
import { campaign } from '../apps/campaign/src/app.module';
import { compliance } from '../apps/compliance/src/app.module';
import { dispatcher } from '../apps/dispatcher/src/app.module';
import { inboundMo } from '../apps/inbound-mo/src/app.module';
import { notification } from '../apps/notification/src/app.module';
import { suppression } from '../apps/suppression/src/app.module';

const OPEN = [
  'inbound-mo ALL /u',
  'inbound-mo ALL /u/*rest',
  'inbound-mo GET /u/:token',
  'inbound-mo POST /u/:token',
  'inbound-mo POST /v1/providers/:name/mo',
  'inbound-mo POST /v1/providers/:name/receipts',
];

const ADVERTISERS = [
  'campaign DELETE /v1/address-books/:id AddressBookOwner',
  'campaign DELETE /v1/address-books/:id/contacts/:contactId AddressBookOwner',
  'campaign GET /v1/address-books query.advertiserId',
  'campaign GET /v1/address-books/:id AddressBookOwner',
  'campaign GET /v1/address-books/:id/contacts AddressBookOwner',
  'campaign GET /v1/address-books/:id/contacts/:contactId AddressBookOwner',
  'campaign GET /v1/address-books/:id/imports AddressBookOwner',
  'campaign GET /v1/advertisers/:id params.id',
  'campaign GET /v1/advertisers/:id/keys params.id',
  'campaign GET /v1/advertisers/:id/marketing params.id',
  'campaign GET /v1/advertisers/:id/senders params.id',
  'campaign GET /v1/advertisers/:id/webhook-secrets params.id',
  'campaign GET /v1/campaigns query.advertiserId',
  'campaign GET /v1/campaigns/:id CampaignOwner',
  'campaign GET /v1/campaigns/:id/messages CampaignOwner',
  'campaign GET /v1/imports/:id ImportOwner',
  'campaign GET /v1/imports/:id/rows ImportOwner',
  'campaign GET /v1/messages query.advertiserId',
  'campaign GET /v1/messages/:id MessageOwner',
  'campaign PATCH /v1/address-books/:id AddressBookOwner',
  'campaign PATCH /v1/address-books/:id/contacts/:contactId AddressBookOwner',
  'campaign PATCH /v1/campaigns/:id CampaignOwner',
  'campaign POST /v1/address-books body.advertiserId',
  'campaign POST /v1/address-books/:id/contacts AddressBookOwner',
  'campaign POST /v1/address-books/:id/contacts/search AddressBookOwner',
  'campaign POST /v1/address-books/:id/imports AddressBookOwner',
  'campaign POST /v1/address-books/:id/imports/check AddressBookOwner',
  'campaign POST /v1/advertisers/:id/senders params.id',
  'campaign POST /v1/campaigns body.advertiserId',
  'campaign POST /v1/campaigns/:id/cancel CampaignOwner',
  'campaign POST /v1/campaigns/:id/pause CampaignOwner',
  'campaign POST /v1/campaigns/:id/preflight CampaignOwner',
  'campaign POST /v1/campaigns/:id/preflight/progress CampaignOwner',
  'campaign POST /v1/campaigns/:id/resume CampaignOwner',
  'campaign POST /v1/campaigns/:id/start CampaignOwner',
  'campaign POST /v1/messages body.advertiserId',
  'compliance GET /v1/advertisers/:id/quotas params.id',
  'compliance GET /v1/consents query.advertiserId',
  'compliance GET /v1/messages/:id/proof MessageOwner',
  'compliance GET /v1/proof-heads anybody',
  'compliance GET /v1/rule-packs anybody',
  'compliance GET /v1/send-windows query.advertiserId',
  'compliance POST /v1/check body.advertiserId or none',
  'compliance POST /v1/consents body.advertiserId',
  'compliance POST /v1/consents/withdrawals body.advertiserId',
  'compliance POST /v1/preflight body.advertiserId',
  'compliance POST /v1/proofs body.advertiserId',
  'compliance POST /v1/reviews body.advertiserId',
];

interface Route {
  name: string;
  rule: AccessRule | undefined;
}

function routesOf(definition: ServiceDefinition): Route[] {
  const schema = typeof definition.config === 'function' ? definition.config({}) : definition.config;
  const { controllers = [] } = definition.module({ STOPSMS_MODE: 'production', ...schema.parse({}) } as never);
  return (controllers as Type[]).flatMap((controller) => {
    const prototype = controller.prototype as Record<string, object>;
    const base = Reflect.getMetadata(PATH_METADATA, controller) as string;
    return Object.getOwnPropertyNames(prototype).flatMap((method): Route[] => {
      const handler = prototype[method];
      if (typeof handler !== 'function' || !Reflect.hasMetadata(METHOD_METADATA, handler)) return [];
      const verb = RequestMethod[Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod];
      const rule = (Reflect.getMetadata(ACCESS_RULE, handler) ??
        Reflect.getMetadata(ACCESS_RULE, controller)) as AccessRule;
      return [Reflect.getMetadata(PATH_METADATA, handler) as string | string[]].flat().map((path) => ({
        name: `${definition.name} ${verb} /${[base, path]
          .map((part) => part.replace(/^\/|\/$/g, ''))
          .filter(Boolean)
          .join('/')}`,
        rule,
      }));
    });
  });
}

function placeOf(rule: AccessRule): string {
  if (rule.kind === 'open') return '';
  if (rule.place === 'anybody') return ' anybody';
  if ('owner' in rule.place) return ` ${rule.place.owner.name}`;
  return ` ${rule.place.in}.${rule.place.field}${rule.place.optional ? ' or none' : ''}`;
}

const routes = [campaign, compliance, dispatcher, inboundMo, notification, suppression].flatMap((each) =>
  routesOf(each as ServiceDefinition),
);
const of = (kind: AccessRule['kind'] | undefined) => routes.filter(({ rule }) => rule?.kind === kind);
const named = (found: Route[]) => found.map(({ name, rule }) => name + (rule ? placeOf(rule) : '')).sort();

test('what is open to everybody is what must be', () => expect(named(of('open'))).toEqual(OPEN));

test('what an advertiser’s key opens is its own, each with where that is told', () =>
  expect(named(of('advertisers'))).toEqual(ADVERTISERS));

test('everything else is for operators, and there is much of it', () => {
  expect(named(of(undefined))).toEqual(
    expect.arrayContaining([
      'dispatcher GET /v1/view',
      'suppression PUT /v1/opt-outs',
      'campaign POST /v1/advertisers',
    ]),
  );
  expect(of(undefined).length).toBeGreaterThan(25);
});
