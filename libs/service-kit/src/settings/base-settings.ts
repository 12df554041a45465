import { Pseudonyms, RecipientKeys, clockFrom } from '@stopsms/kernel';
import { databaseConnection } from '@stopsms/persistence';
import { z } from 'zod';
import { operatorKeys } from '../access/operator-keys';
import { oidcSettings } from '../access/tokens/oidc-settings';
import { allowance } from './allowance';
import { kafkaSettings } from './kafka-settings';
import { certificates } from './pem';
import { trustedProxies } from './trusted-proxies';

const port = z.coerce.number().int().min(0).max(65_535);
const checkedBy = (check: (text: string) => unknown) => (text: string, context: z.RefinementCtx) => {
  try {
    check(text);
  } catch (error) {
    context.addIssue({ code: 'custom', message: (error as Error).message });
  }
};

/** Every process's. */
export const processSettings = {
  PORT: port.describe('HTTP port; 0 takes a free one'),
  HOST: z.string().default('0.0.0.0').describe('address to listen on'),
  START_WAIT_MS: z.coerce
    .number()
    .int()
    .min(0)
    .default(30_000)
    .describe('how long a start waits for Kafka and PostgreSQL that do not answer'),
  STOPSMS_MODE: z.enum(['production', 'development']).default('production'),
  TRUSTED_PROXIES: trustedProxies
    .optional()
    .describe('whose X-Forwarded-For tells from where a request comes: addresses and networks, separated by commas'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error']).default('info'),
};

/** Every service's. */
export const base = z.object({
  ...processSettings,
  ...kafkaSettings,
  STOPSMS_CLOCK: z
    .string()
    .superRefine(checkedBy(clockFrom))
    .optional()
    .describe('starts the clock elsewhere; see docs'),
  OPERATOR_KEYS: operatorKeys
    .optional()
    .describe(
      'who may operate: <name>:<SHA-256 of the key>, or <name>:<role>:<SHA-256>, separated by commas; docs/security.md',
    ),
  ...oidcSettings,
  API_RATE_PER_SECOND: z.coerce
    .number()
    .int()
    .min(1)
    .default(200)
    .describe('requests of one API key, for each replica; twice as many after a rest'),
  PEOPLE_PER_HOUR: z.coerce
    .number()
    .int()
    .min(1_000)
    .default(100_000)
    .describe('people unknown to the advertiser about whom one API key or person may ask in an hour, for each replica'),
});

/** Of one that keeps something. */
export const database = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/.+/, 'must look like postgres://role:password@host:5432/stopsms')
    .superRefine(checkedBy(databaseConnection)),
  DATABASE_SSL_CA: certificates.optional().describe('PEM: the CA of PostgreSQL, when it is not a public one'),
  ALLOW_PLAIN_POSTGRES: allowance('lets production mode reach PostgreSQL without TLS'),
});

/** Of one that turns numbers into recipient keys. */
export const hashing = z.object({
  STOPSMS_RECIPIENT_SECRET: z
    .string()
    .superRefine(checkedBy((secret) => new RecipientKeys(secret)))
    .describe('32 bytes, base64: the key with which numbers are hashed'),
});

/** Of one that tells advertisers of recipients. */
export const naming = z.object({
  PSEUDONYM_SECRET: z
    .string()
    .superRefine(checkedBy((secret) => new Pseudonyms(secret)))
    .describe('32 bytes, base64: what recipients are called to advertisers, the same at suppression and notification'),
});

export type BaseConfig = z.output<typeof base> &
  Partial<z.output<typeof database> & z.output<typeof hashing> & z.output<typeof naming>>;
