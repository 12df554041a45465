import { ENFORCEMENT_LEVELS, KEY_SCOPES } from '@stopsms/contracts';
import { answer, instantAnswer, pageAnswer } from '@stopsms/http';
import { z } from 'zod';
import { ADVERTISER_ID, AT, KEY_ID } from '../http-parts/examples';

const MARKETING_PAUSES = ['COMPLAINTS', 'REGULATOR_ORDER', 'OPERATOR_ORDER', 'OWN_DECISION'] as const;
const pauseCode = z.enum(MARKETING_PAUSES);

const pause = z.strictObject({ code: pauseCode, reason: z.string(), at: z.iso.datetime() });
const hours = z.string().exactOptional();

const advertiser = z
  .strictObject({
    id: z.guid(),
    name: z.string().describe('Name by which recipients know the advertiser.'),
    legalName: z.string(),
    registration: z
      .string()
      .exactOptional()
      .describe('Registration number: SIREN, or else VAT number with its country prefix.'),
    entityId: z
      .guid()
      .exactOptional()
      .describe(
        'ID of the legal entity. Accounts with the same ID are one legal entity and share opt-outs. If absent, it is the account’s own ID.',
      ),
    sender: z.string(),
    shortCode: z.string().describe('Short code of the STOP mention.'),
    country: z.string(),
    codes: z.array(z.string()).describe('Short codes that texts of this account may show.'),
    linkHosts: z.array(z.string()),
    webhookUrl: z.string().exactOptional(),
    sendingHours: z
      .strictObject({
        monday: hours,
        tuesday: hours,
        wednesday: hours,
        thursday: hours,
        friday: hours,
        saturday: hours,
        sunday: hours,
        holiday: hours,
      })
      .exactOptional(),
    contact: z.string().exactOptional(),
    senders: z
      .array(
        z.strictObject({
          country: z.string(),
          sender: z.string(),
          registration: z.string().exactOptional(),
          holder: z.string().exactOptional(),
          providers: z.array(z.string()).exactOptional(),
        }),
      )
      .exactOptional()
      .describe('Approved sender IDs. The short codes are also approved in the advertiser’s own country.'),
    quotas: z
      .strictObject({ messagesPerDay: z.int().exactOptional(), messagesPerMonth: z.int().exactOptional() })
      .exactOptional()
      .describe('Maximum number of messages sent. `GET /v1/advertisers/:id/quotas` of compliance returns the usage.'),
    frequencyCaps: z
      .array(z.strictObject({ adverts: z.int(), hours: z.int() }))
      .exactOptional()
      .describe('Maximum number of the advertiser’s adverts to one recipient in any period of that many hours.'),
    countries: z.array(z.string()).exactOptional().describe('Countries to whose numbers messages may be sent.'),
    marketingPaused: pause.exactOptional().describe('Present while all adverts of the advertiser are paused.'),
    enforcement: z
      .strictObject({ level: z.enum(['observe', 'stop-only']), since: z.iso.datetime() })
      .exactOptional()
      .describe('Level of enforcement (docs/enforcement.md); full if absent.'),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'Advertiser' });
const LORANE = {
  id: ADVERTISER_ID,
  name: 'Lorane',
  legalName: 'Lorane SAS',
  sender: 'Lorane',
  shortCode: '36180',
  country: 'FR',
  codes: ['36180'],
  linkHosts: ['lorane.example'],
  senders: [{ country: 'FR', sender: 'Lorane' }],
  createdAt: AT,
};

export class AdvertiserAnswer extends answer(advertiser, LORANE) {}
export class AdvertisersAnswer extends answer(pageAnswer(advertiser), { items: [LORANE] }) {}

export class AdvertiserChangesAnswer extends answer(
  z.strictObject({
    items: z.array(
      z.strictObject({
        at: instantAnswer,
        by: z.string().nullable().describe('Name of the API key or person that made the change.'),
        changes: z.looseObject({}).describe('Changed fields with the values of the request.'),
      }),
    ),
  }),
  { items: [{ at: AT, by: 'anne', changes: { linkHosts: ['lorane.example'] } }] },
) {}

const key = z
  .strictObject({
    id: z.guid(),
    name: z.string(),
    createdAt: instantAnswer,
    createdBy: z.string().nullable(),
    expiresAt: instantAnswer.nullable(),
    scopes: z.array(z.enum(KEY_SCOPES)).describe('Permissions of the key (docs/security.md).'),
    addresses: z.array(z.string()).nullable().describe('IP addresses and networks from which the key is accepted.'),
    revokedAt: instantAnswer.nullable(),
    revokedBy: z.string().nullable(),
    lastUsedAt: instantAnswer
      .nullable()
      .describe('Time of the last request with the key to this service, to the minute.'),
    state: z.enum(['valid', 'expired', 'revoked']),
  })
  .meta({ id: 'Key' });
const SHOP = {
  id: KEY_ID,
  name: 'shop',
  createdAt: AT,
  createdBy: 'anne',
  expiresAt: null,
  scopes: ['send' as const, 'contacts' as const],
  addresses: ['192.0.2.0/24'],
  revokedAt: null,
  revokedBy: null,
  lastUsedAt: null,
  state: 'valid' as const,
};

export class KeyAnswer extends answer(key, { ...SHOP, revokedAt: AT, revokedBy: 'anne', state: 'revoked' }) {}
export class KeysAnswer extends answer(z.strictObject({ items: z.array(key) }), { items: [SHOP] }) {}
export class NewKeyAnswer extends answer(
  key.extend({ key: z.string().describe('The key. It is returned only once.') }).meta({ id: 'NewKey' }),
  { ...SHOP, key: 'stopsms_3q2-7wR0…' },
) {}

export class MarketingAnswer extends answer(
  z.strictObject({
    advertiserId: z.guid(),
    state: z.enum(['open', 'paused']),
    paused: pause.exactOptional(),
    controls: z
      .array(
        z.strictObject({
          action: z.enum(['pause', 'resume']),
          at: z.iso.datetime(),
          by: z.string(),
          code: pauseCode.exactOptional(),
          reason: z.string(),
        }),
      )
      .describe('Pauses and resumptions of the advertiser’s adverts with their authors, earliest first.'),
  }),
  {
    advertiserId: ADVERTISER_ID,
    state: 'paused',
    paused: { code: 'REGULATOR_ORDER', reason: 'letter of 24 November', at: AT },
    controls: [{ action: 'pause', at: AT, by: 'anne', code: 'REGULATOR_ORDER', reason: 'letter of 24 November' }],
  },
) {}

const level = z.enum(ENFORCEMENT_LEVELS);

export class EnforcementAnswer extends answer(
  z.strictObject({
    advertiserId: z.guid(),
    level,
    since: z.iso.datetime().nullable().describe('Time at which the level was set or renewed; null for `full`.'),
    endsAt: z.iso
      .datetime()
      .nullable()
      .describe('Time from which adverts are refused unless a person renews `observe` or raises the level.'),
    end: z.enum(['soon', 'over']).nullable().describe('`soon` in the last 14 days of `observe`.'),
    history: z
      .array(z.strictObject({ at: instantAnswer, by: z.string().nullable(), level, reason: z.string() }))
      .describe('Changes of the level with author, time and reason, latest first.'),
  }),
  {
    advertiserId: ADVERTISER_ID,
    level: 'observe',
    since: AT,
    endsAt: '2027-02-23T10:00:00.000Z',
    end: null,
    history: [{ at: AT, by: 'anne', level: 'observe', reason: 'first weeks beside the present system' }],
  },
) {}
