import { Type } from '@sinclair/typebox';
import { SEALED_PATTERN } from '@stopsms/kernel';
import { compacted, defineTopic, type ValueOf } from '../define-topic';
import { AdvertiserId, Country, Instant, OneOf, Uuid } from '../fields';

const Hours = Type.Optional(
  Type.String({
    pattern: '^(closed|[0-2]\\d:[0-5]\\d-[0-2]\\d:[0-5]\\d)$',
    description: 'local time of the recipient, `08:00-20:00`, or `closed`',
  }),
);

/** Hours by day; an absent day has the hours of the recipient's country. */
const SendingHours = Type.Object(
  {
    monday: Hours,
    tuesday: Hours,
    wednesday: Hours,
    thursday: Hours,
    friday: Hours,
    saturday: Hours,
    sunday: Hours,
    holiday: Hours,
  },
  { description: 'hours in which adverts may be sent; never beyond the hard limit of the recipient’s country' },
);

/** Hashes of random keys of 32 bytes, from which a key can be neither guessed nor used. */
const Keys = Type.Optional(
  Type.Array(
    Type.Object({
      id: Type.String(),
      name: Type.String({ description: 'name given by the creator of the key' }),
      hash: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of the key' }),
      expiresAt: Type.Optional(Instant('no longer taken')),
    }),
    { description: 'API keys with all permissions of an advertiser’s key, without revoked ones' },
  ),
);

/** Keys with limits, apart from `keys`: a reader that does not know limits would accept them without. */
const LimitedKeys = Type.Optional(
  Type.Array(
    Type.Object({
      id: Type.String(),
      name: Type.String(),
      hash: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'SHA-256 of the key' }),
      expiresAt: Type.Optional(Instant('no longer taken')),
      scopes: Type.Array(Type.String(), {
        description: 'permissions of the key; readers ignore those they do not know',
      }),
      addresses: Type.Optional(
        Type.Array(Type.String(), { description: 'addresses and networks (CIDR) from which the key is accepted' }),
      ),
    }),
    { description: 'API keys with limited permissions or addresses' },
  ),
);

/** Secrets that are sealed with a key of campaign and notification. */
const WebhookSecrets = Type.Optional(
  Type.Array(
    Type.Object({
      id: Type.String(),
      sealed: Type.String({
        pattern: SEALED_PATTERN,
        description: 'secret encrypted with AES-256-GCM, bound to advertiser and id',
      }),
    }),
    { description: 'secrets that sign the webhooks; all of them sign during rotation' },
  ),
);

/** Approved senders; no other advertiser has one that looks the same in that country. */
const Senders = Type.Optional(
  Type.Array(
    Type.Object({
      country: Country,
      sender: Type.String({ description: 'sender ID, or a code of the account' }),
      registration: Type.Optional(
        Type.String({ description: 'registration of the sender ID in the country, where it requires one' }),
      ),
      holder: Type.Optional(
        Type.String({ description: 'legal entity in whose name the sender ID is registered there' }),
      ),
      providers: Type.Optional(
        Type.Array(Type.String(), {
          minItems: 1,
          description:
            'operators that are enabled for the sender ID there, through which alone its messages are sent; absent: any operator',
        }),
      ),
    }),
    {
      description:
        'approved sender IDs; codes are also approved in the account’s own country. Absent in records from before the registry: `sender` in its own country',
    },
  ),
);

/** Maximum period of a cap, 31 days, and so the retention of sent adverts. */
export const MAX_CAPPED_HOURS = 744;
export const MAX_CAPPED_ADVERTS = 100;

const Limit = (description: string) => Type.Optional(Type.Integer({ minimum: 0, description }));

/** Quotas; an absent one is not limited, unless compliance has a default. Days and months are UTC. */
const Quotas = Type.Optional(
  Type.Object(
    {
      messagesPerDay: Limit('from midnight to midnight, UTC'),
      messagesPerMonth: Limit('from the first of the month, UTC'),
    },
    { description: 'maximum number of messages that may be cleared; messages above it are refused' },
  ),
);

/** Caps per recipient over all campaigns, in sliding periods, in addition to those of the recipient's country. */
const FrequencyCaps = Type.Optional(
  Type.Array(
    Type.Object({
      adverts: Type.Integer({ minimum: 1, maximum: MAX_CAPPED_ADVERTS }),
      hours: Type.Integer({ minimum: 1, maximum: MAX_CAPPED_HOURS, description: 'length of the rolling period' }),
    }),
    { description: 'maximum number of adverts of the advertiser to one recipient' },
  ),
);

/**
 * Pause of all its adverts, from any publisher, until a named person resumes them
 * (docs/law/complaints.md#what-it-leads-to).
 */
const MarketingPause = Type.Object(
  {
    code: OneOf('COMPLAINTS', 'REGULATOR_ORDER', 'OPERATOR_ORDER', 'OWN_DECISION'),
    reason: Type.String({ description: 'reason of the pause, for people' }),
    at: Instant('paused'),
  },
  { description: 'pause of all adverts; informative messages continue' },
);

/** Levels of enforcement, from the loosest (docs/enforcement.md). */
export const ENFORCEMENT_LEVELS = ['observe', 'stop-only', 'full'] as const;
export type EnforcementLevel = (typeof ENFORCEMENT_LEVELS)[number];
/** Days after which production refuses adverts under `observe`, unless a person renews it. */
export const MAX_OBSERVE_DAYS = 90;
/** Period before that in which the platform warns. */
export const OBSERVE_WARNED_MS = 14 * 86_400_000;

/** Gradual start: rules that are observed only. Opt-outs are enforced at each level. */
const Enforcement = Type.Object(
  {
    level: OneOf('observe', 'stop-only'),
    since: Instant('set or renewed by a person'),
  },
  { description: 'level below `full`, at which some rules are recorded and stop no message; absent: `full`' },
);

/**
 * Legal entity of the account. Accounts of one entity share their opt-outs: a STOP to one of them holds for all
 * (docs/law/opt-outs.md#scope).
 */
const EntityId = Type.Optional(
  Uuid('legal entity: the accounts with the same one share opt-outs; the account’s own id where this is absent'),
);

/** Accounts that belonged to the same entity: earlier opt-outs still hold for both. */
const Separated = Type.Optional(
  Type.Array(Type.Object({ advertiserId: AdvertiserId, at: Instant('separated') }), {
    description:
      'accounts of the same entity until the given time; earlier opt-outs from them also block adverts of this account',
  }),
);

// Compacted and small: every service reads it whole at start and answers "whose code is this?" from memory.
export const advertisers = defineTopic({
  name: 'campaign.advertisers.v1',
  description: 'The legal entities for which texts are sent, with their codes and link hosts.',
  key: { description: 'advertiser id' },
  value: Type.Object({
    id: AdvertiserId,
    name: Type.String({ description: 'name by which recipients know the advertiser' }),
    legalName: Type.String(),
    registration: Type.Optional(
      Type.String({ description: 'registration number of the legal entity: SIREN, or else VAT number' }),
    ),
    entityId: EntityId,
    separated: Separated,
    sender: Type.String({ description: 'sender ID of messages that name none: 3 to 11 letters and digits' }),
    shortCode: Type.String({ description: 'default code of the STOP mention' }),
    country: Country,
    codes: Type.Array(Type.String(), { description: 'short codes that texts of this account may show' }),
    linkHosts: Type.Array(Type.String(), { description: 'hosts of the account’s unsubscribe links' }),
    webhookUrl: Type.Optional(Type.String()),
    sendingHours: Type.Optional(SendingHours),
    contact: Type.Optional(Type.String({ description: 'answer to CONTACT: address, phone number or e-mail' })),
    keys: Keys,
    limitedKeys: LimitedKeys,
    webhookSecrets: WebhookSecrets,
    senders: Senders,
    quotas: Quotas,
    frequencyCaps: FrequencyCaps,
    countries: Type.Optional(
      Type.Array(Country, {
        description:
          'countries to whose numbers messages may be sent, including their overseas regions; absent: compliance’s settings apply',
      }),
    ),
    marketingPaused: Type.Optional(MarketingPause),
    enforcement: Type.Optional(Enforcement),
    createdAt: Instant('created'),
  }),
  partitions: 1,
  cleanup: compacted,
});
/** Returns the context that a sealed webhook secret is bound to: it cannot be opened as another advertiser's. */
export const webhookSecretContext = (advertiserId: string, id: string): string =>
  `webhook-secret/${advertiserId}/${id}`;

export type Advertiser = ValueOf<typeof advertisers>;

/** Returns the instant, epoch ms, from which production refuses adverts; undefined unless the level is `observe`. */
export const observeEndsAt = ({ level, since }: NonNullable<Advertiser['enforcement']>): number | undefined =>
  level === 'observe' ? since + MAX_OBSERVE_DAYS * 86_400_000 : undefined;
