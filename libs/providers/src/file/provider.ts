import { RECEIPT_IDS, type ReceiptIdForm, type TlsOptions } from '@stopsms/smpp';
import { z } from 'zod';

/** Operator for both services: the dispatcher submits to it, inbound-mo receives from it. */
export interface Provider {
  /** Name in statuses, receipts and metrics. */
  name: string;
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
  /** Submits a second, of each dispatcher over all its connections. */
  ratePerSecond: number;
  /** `none`: it delivers a text whenever it can, however late, so adverts stop early. */
  validity: 'honoured' | 'none';
  enquireLinkMs: number;
  /** Bind of inbound-mo; `none` if replies and receipts arrive as webhooks. */
  receiver: 'receiver' | 'transceiver' | 'none';
  /** Form of ids in its receipts, also by webhook. */
  receiptId: ReceiptIdForm;
  /** Codes and long numbers at which it takes replies for us; any if undefined. */
  codes?: readonly string[];
  /** Channels by which it delivers replies, and receipts. Deliveries by other channels are not trusted. */
  repliesBy: readonly Way[];
  receiptsBy: readonly Way[];
  /** Secrets of its webhooks. Absent if it has none, or if they were not requested. */
  webhook?: WebhookSecrets;
}

/** Channel; `smpp` is the bind of inbound-mo. */
export type Way = (typeof WAYS)[number];

export interface WebhookSecrets {
  by: 'signature' | 'token';
  /** Secrets by environment variable. */
  secrets: ReadonlyMap<string, string>;
}

/** Operators by name, and their order of preference by country. */
export interface ProviderBook {
  providers: Provider[];
  /** ISO 3166 alpha-2, or `*` for the rest, to names in order of preference. */
  routes: Record<string, string[]>;
}

export const WAYS = ['smpp', 'webhook'] as const;

/** Rate of an operator without an agreed one, such as the simulator. */
export const UNLIMITED_RATE = 10_000;

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
const ways = z.array(z.enum(WAYS)).min(1, 'names no way');
const pemPath = z.string().min(1);

/** Provider in the file; its password and certificates are elsewhere. */
export const providerEntry = z.strictObject({
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
  ratePerSecond: z.number().min(1).max(100_000).default(UNLIMITED_RATE),
  validity: z.enum(['honoured', 'none']).default('honoured'),
  enquireLinkSeconds: z.number().min(1).max(3_600).default(30),
  receiver: z.enum(['receiver', 'transceiver', 'none']).default('receiver'),
  receiptId: z.enum(RECEIPT_IDS).default('same'),
  codes: z
    .array(z.string().regex(/^(\d{3,6}|\+\d{7,15}|\*)$/, 'must be 3 to 6 digits, a long number with +, or * for any'))
    .min(1, 'names no code')
    .optional(),
  repliesBy: ways.optional(),
  receiptsBy: ways.optional(),
  webhook: z
    .strictObject({ secretsFrom: secretsFrom.optional(), tokensFrom: secretsFrom.optional() })
    .refine(
      ({ secretsFrom: secrets, tokensFrom: tokens }) => (secrets === undefined) !== (tokens === undefined),
      'must have secretsFrom, for one that signs, or tokensFrom, for one that bears a token; not both',
    )
    .optional(),
});
export type ProviderEntry = z.output<typeof providerEntry>;

const country = z.string().regex(/^([A-Z]{2}|\*)$/, 'must be two capital letters, e.g. FR, or * for the rest');

export const providersFile = z.strictObject({
  providers: z.array(providerEntry).min(1, 'names no provider'),
  routes: z.record(country, z.array(z.string()).min(1, 'names no provider')).optional(),
});
