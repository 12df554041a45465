import { isNetwork } from '@stopsms/kernel';
import type { SmsRequested } from '@stopsms/contracts';
import { z } from 'zod';
import { type KannelAccount, type TwilioAccount, kannelEntry, twilioEntry } from './shaped-accounts';
import { variable } from './variables';
import { type WebhookAccount, webhookEntry } from './webhook-account';

/** Entry point by which an account submits; outcomes and replies return by the same one. */
export const DOORS = ['smpp', 'webhook', 'twilio', 'kannel'] as const;
export type Door = (typeof DOORS)[number];

export type Category = SmsRequested['category'];

/** Alphabet of `data_coding` 0, on which the two sides must agree: SMPP leaves it open. */
export const DEFAULT_ALPHABETS = ['gsm7', 'gsm7-packed', 'latin1', 'ucs2'] as const;
export type DefaultAlphabet = (typeof DEFAULT_ALPHABETS)[number];

/** SMPP part of an account. */
export interface SmppAccount {
  systemId: string;
  password: string;
  /** False if it may also bind without TLS. */
  tlsRequired: boolean;
  /** Maximum of binds, on each replica. */
  maxBinds: number;
  /** Maximum of submits without a response on one bind, and of deliveries without one. */
  window: number;
  defaultAlphabet: DefaultAlphabet;
  /** Tag of the TLV that states the category: 1 is marketing, 2 informative. */
  categoryTlv?: number;
}

/** System of an advertiser that submits to the gateway. It submits for exactly one advertiser. */
export interface Account {
  id: string;
  advertiserId: string;
  /** Category of a submission that states none. */
  category: Category;
  /** Sender of a submission that names none; the advertiser's by default. */
  sender?: string;
  /** Country of national numbers; the platform's default if absent. */
  country?: string;
  mention?: 'require' | 'insert';
  /** Submissions a second, on each replica, over all its binds and requests. */
  ratePerSecond: number;
  /** True if replies to the advertiser are delivered to this account. */
  takesReplies: boolean;
  /** Networks from which it may connect; any if absent. */
  addresses?: readonly string[];
  smpp?: SmppAccount;
  webhook?: WebhookAccount;
  twilio?: TwilioAccount;
  kannel?: KannelAccount;
}

const smppEntry = z.strictObject({
  systemId: z.string().min(1).max(15, 'has at most 15 characters (SMPP 3.4)'),
  passwordFrom: variable,
  tls: z.enum(['required', 'optional']).default('required'),
  maxBinds: z.number().int().min(1).max(100).default(4),
  window: z.number().int().min(1).max(1_000).default(50),
  defaultAlphabet: z.enum(DEFAULT_ALPHABETS).default('gsm7'),
  categoryTlv: z.number().int().min(0x1400).max(0x3fff, 'must be a vendor tag, 0x1400 to 0x3fff').optional(),
});

export const accountEntry = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/, 'must be 1 to 40 of a-z, 0-9 and -'),
  advertiser: z.guid('is no id').toLowerCase(),
  category: z.enum(['marketing', 'informative']),
  sender: z.string().min(1).max(16).optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be two capital letters, e.g. FR')
    .optional(),
  mention: z.enum(['require', 'insert']).optional(),
  ratePerSecond: z.number().int().min(1).max(10_000).default(50),
  replies: z.boolean().default(true),
  addresses: z
    .array(z.string().refine(isNetwork, 'must be an address or a network, e.g. 192.0.2.0/24'))
    .min(1, 'names no address')
    .max(100)
    .optional(),
  smpp: smppEntry.optional(),
  webhook: webhookEntry.optional(),
  twilio: twilioEntry.optional(),
  kannel: kannelEntry.optional(),
});
export type AccountEntry = z.output<typeof accountEntry>;

/** Limit of a list that is in memory and whose ids are labels of metrics. */
const MAX_ACCOUNTS = 1_000;

export const accountsFile = z.strictObject({
  accounts: z.array(accountEntry).max(MAX_ACCOUNTS, `has more than ${MAX_ACCOUNTS} accounts`),
});
