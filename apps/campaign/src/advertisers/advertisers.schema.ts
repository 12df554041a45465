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
    name: z.string().describe('as recipients know it'),
    legalName: z.string(),
    registration: z.string().exactOptional().describe('SIREN, else VAT number, with its country'),
    entityId: z
      .guid()
      .exactOptional()
      .describe('accounts with the same one are one legal entity and share opt-outs; its own id where absent'),
    sender: z.string(),
    shortCode: z.string().describe('code of the STOP mention'),
    country: z.string(),
    codes: z.array(z.string()).describe('every code this account may show'),
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
      .describe('approved; its codes are too, in its own country'),
    quotas: z
      .strictObject({ messagesPerDay: z.int().exactOptional(), messagesPerMonth: z.int().exactOptional() })
      .exactOptional()
      .describe('messages that may leave; what is used: GET /v1/advertisers/:id/quotas of compliance'),
    frequencyCaps: z
      .array(z.strictObject({ adverts: z.int(), hours: z.int() }))
      .exactOptional()
      .describe('how many of its adverts one recipient may get in any stretch of so many hours'),
    countries: z.array(z.string()).exactOptional().describe('to whose numbers its texts may go'),
    marketingPaused: pause.exactOptional().describe('none of its adverts leaves'),
    enforcement: z
      .strictObject({ level: z.enum(['observe', 'stop-only']), since: z.iso.datetime() })
      .exactOptional()
      .describe('level of enforcement; full where absent (docs/enforcement.md)'),
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
        by: z.string().nullable().describe('whose key it was'),
        changes: z.looseObject({}).describe('as they were given'),
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
    scopes: z.array(z.enum(KEY_SCOPES)).describe('what it may do: docs/security.md'),
    addresses: z.array(z.string()).nullable().describe('from where alone it is taken'),
    revokedAt: instantAnswer.nullable(),
    revokedBy: z.string().nullable(),
    lastUsedAt: instantAnswer.nullable().describe('at this service, to the minute'),
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
  key.extend({ key: z.string().describe('shown only once; it cannot be shown again') }).meta({ id: 'NewKey' }),
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
      .describe('who paused its adverts and let them go on, earliest first'),
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
    since: z.iso.datetime().nullable().describe('when it was set or renewed; null of full'),
    endsAt: z.iso
      .datetime()
      .nullable()
      .describe('from when its adverts are refused unless a person renews observe or raises it'),
    end: z.enum(['soon', 'over']).nullable().describe('soon for the last 14 days of observe'),
    history: z
      .array(z.strictObject({ at: instantAnswer, by: z.string().nullable(), level, reason: z.string() }))
      .describe('who set it, when and why; latest first'),
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
