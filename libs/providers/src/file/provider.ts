import { isNetwork } from '@stopsms/kernel';
import { RECEIPT_IDS, type ReceiptIdForm, type TlsOptions } from '@stopsms/smpp';
import { z } from 'zod';
import type { AnyVendor } from '../contract/vendor';
import { VENDORS } from '../vendors';

/** Provider for both services: the dispatcher submits to it, inbound-mo receives from it. */
export type Provider = SmppProvider | HttpProvider;

interface ProviderTerms {
  /** Name in statuses, receipts and metrics. */
  name: string;
  /** Submits, or messages over HTTP, a second, of each dispatcher over all its connections. */
  ratePerSecond: number;
  /** `none`: it delivers a text whenever it can, however late, so adverts stop early. */
  validity: 'honoured' | 'none';
  /** Codes and long numbers at which it takes replies for us; any if undefined. */
  codes?: readonly string[];
  /** Channels by which it delivers replies, and receipts. Deliveries by other channels are not trusted. */
  repliesBy: readonly Way[];
  receiptsBy: readonly Way[];
}

export interface SmppProvider extends ProviderTerms {
  kind: 'smpp';
  host: string;
  port: number;
  tls: false | TlsOptions;
  systemId: string;
  password: string;
  systemType: string;
  /** Binds that submit, of each dispatcher. */
  connections: number;
  /** Submits unanswered on one connection. */
  window: number;
  enquireLinkMs: number;
  /** Bind of inbound-mo; `none` if replies and receipts arrive as webhooks. */
  receiver: 'receiver' | 'transceiver' | 'none';
  /** Form of ids in its receipts, also by webhook. */
  receiptId: ReceiptIdForm;
  /** Secrets of its webhooks. Absent if it has none, or if they were not requested. */
  webhook?: WebhookSecrets;
}

export interface HttpProvider extends ProviderTerms {
  kind: 'http';
  vendor: AnyVendor;
  /** Base of the API, without a trailing slash. */
  baseUrl: string;
  /** PEM of the CA of its certificate, if public ones did not sign it. */
  ca?: string;
  /** Account as parsed by the vendor's adapter; contains secrets. */
  account: unknown;
  /** Secrets of the account, by environment variable. */
  accountSecrets: ReadonlyMap<string, string>;
  /** Calls without an answer, of each dispatcher. */
  maxInFlight: number;
  /** Interval of polls of its inbox, for replies whose callback was lost; undefined without polls. */
  pollRepliesMs?: number;
  /** Party that appends the STOP mention to an advert. */
  mention: 'ours' | 'append';
  /** Party that confirms a STOP. */
  confirmation: 'ours' | 'provider';
  /** URL for receipts and replies about a message; undefined if they are configured at the provider. */
  callbackUrl?: (reference: string) => string;
  /** Origin of that URL, as the provider calls it; some sign the whole URL. */
  callbackOrigin?: string;
  /** Secrets of its callbacks, by environment variable. Absent if they were not requested. */
  callbackSecrets?: ReadonlyMap<string, string>;
  /** Networks from which the provider calls; any if absent. */
  callbackAddresses?: readonly string[];
}

/** Channel; `smpp` is the bind of inbound-mo. */
export type Way = (typeof WAYS)[number];

export interface WebhookSecrets {
  by: 'signature' | 'token';
  /** Secrets by environment variable. */
  secrets: ReadonlyMap<string, string>;
  /** Networks from which the provider calls; any if absent. */
  addresses?: readonly string[];
}

/** Operators by name, and their order of preference by country. */
export interface ProviderBook {
  providers: Provider[];
  /** ISO 3166 alpha-2, or `*` for the rest, to names in order of preference. */
  routes: Record<string, string[]>;
}

export const WAYS = ['smpp', 'webhook'] as const;

/** Messages a second of an HTTP provider unless its entry has another. */
const HTTP_RATE = 20;
/** Rate of an operator without an agreed one, such as the simulator. */
export const UNLIMITED_RATE = 10_000;

/** True for a provider to which inbound-mo binds for replies and receipts. */
export const bindsReceiver = (provider: Provider): provider is SmppProvider =>
  provider.kind === 'smpp' && provider.receiver !== 'none';

export const providerName = z.string().regex(/^[a-z0-9-]{1,40}$/, 'must be 1 to 40 of a-z, 0-9 and -');
export const systemId = z.string().min(1).max(15, 'has at most 15 characters (SMPP 3.4)');
export const password = z.string().min(1).max(8, 'has at most 8 characters (SMPP 3.4)');
/** Webhook secret, at least as long as the digest: a shorter one can be brute-forced by anybody with one webhook. */
export const webhookSecret = z.string().min(32, 'must have 32 characters or more');
export const windowSize = z.coerce.number().int().min(1).max(10_000);
export const portNumber = z.coerce.number().int().min(1).max(65_535);

const variable = z
  .string()
  .regex(/^[A-Z][A-Z0-9_]*$/, 'must be the name of an environment variable, e.g. OVH_PASSWORD');
const secretsFrom = z
  .array(variable)
  .min(1, 'names no variable')
  .max(2, 'has two at most: the secret, and the one that replaces it');
/** Addresses and networks from which a provider calls. */
const addresses = z
  .array(z.string().refine(isNetwork, 'must be an address or a network, e.g. 192.0.2.0/24'))
  .min(1, 'names no address');
const ways = z.array(z.enum(WAYS)).min(1, 'names no way');
const pemPath = z.string().min(1);

const codes = z
  .array(z.string().regex(/^(\d{3,6}|\+\d{7,15}|\*)$/, 'must be 3 to 6 digits, a long number with +, or * for any'))
  .min(1, 'names no code')
  .optional();
const ratePerSecond = z.number().min(1).max(100_000);

/** Provider over SMPP in the file; its password and certificates are elsewhere. */
const smppEntry = z.strictObject({
  kind: z.literal('smpp'),
  name: providerName,
  host: z.string().min(1),
  port: portNumber.optional(),
  tls: z
    .union([
      z.boolean(),
      z.strictObject({
        ca: pemPath.optional(),
        servername: z.string().min(1).optional(),
        cert: pemPath.optional(),
        key: pemPath.optional(),
      }),
    ])
    .default(false),
  systemId,
  passwordFrom: variable,
  systemType: z.string().max(12).default(''),
  connections: z.number().int().min(1).max(100).default(1),
  window: windowSize.default(10),
  ratePerSecond: ratePerSecond.default(UNLIMITED_RATE),
  validity: z.enum(['honoured', 'none']).default('honoured'),
  enquireLinkSeconds: z.number().min(1).max(3_600).default(30),
  receiver: z.enum(['receiver', 'transceiver', 'none']).default('receiver'),
  receiptId: z.enum(RECEIPT_IDS).default('same'),
  codes,
  repliesBy: ways.optional(),
  receiptsBy: ways.optional(),
  webhook: z
    .strictObject({
      secretsFrom: secretsFrom.optional(),
      tokensFrom: secretsFrom.optional(),
      addresses: addresses.optional(),
    })
    .refine(
      ({ secretsFrom: secrets, tokensFrom: tokens }) => (secrets === undefined) !== (tokens === undefined),
      'must have secretsFrom, for one that signs, or tokensFrom, for one that bears a token; not both',
    )
    .optional(),
});
export type SmppEntry = z.output<typeof smppEntry>;

const url = z
  .url({ protocol: /^https?$/, error: 'must be a URL, e.g. https://api.example.com' })
  .refine((text) => !/[?#@]/.test(text), 'has a query, a fragment or credentials: give scheme, host and path')
  .transform((text) => text.replace(/(?<!\/)\/+$/, ''));

/** Provider over HTTP in the file; secrets of its account are elsewhere. */
const httpEntry = z.strictObject({
  kind: z.literal('http'),
  name: providerName,
  vendor: z.enum([...VENDORS.keys()] as [string, ...string[]]),
  baseUrl: url.optional(),
  ca: pemPath.optional(),
  account: z.record(z.string(), z.string().min(1)),
  ratePerSecond: ratePerSecond.default(HTTP_RATE),
  maxInFlight: z.number().int().min(1).max(1_000).default(10),
  mention: z.enum(['ours', 'append']).optional(),
  confirmation: z.enum(['ours', 'provider']).optional(),
  codes,
  repliesBy: ways.optional(),
  receiptsBy: ways.optional(),
  pollRepliesMinutes: z.number().int().min(5).max(1_440).optional(),
  callbackUrl: url.optional(),
  webhook: z.strictObject({ secretsFrom, addresses: addresses.optional() }).optional(),
});
export type HttpEntry = z.output<typeof httpEntry>;

export const providerEntry = z.preprocess(
  (entry) => (typeof entry === 'object' && entry !== null && !('kind' in entry) ? { kind: 'smpp', ...entry } : entry),
  z.discriminatedUnion('kind', [smppEntry, httpEntry], 'kind must be smpp, the default, or http'),
);
export type ProviderEntry = z.output<typeof providerEntry>;

const country = z.string().regex(/^([A-Z]{2}|\*)$/, 'must be two capital letters, e.g. FR, or * for the rest');

export const providersFile = z.strictObject({
  providers: z.array(providerEntry).min(1, 'names no provider'),
  routes: z.record(country, z.array(z.string()).min(1, 'names no provider')).optional(),
});
