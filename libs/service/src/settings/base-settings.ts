import { Pseudonyms, RecipientKeys, clockFrom } from '@stopsms/kernel';
import { databaseConnection } from '@stopsms/persistence';
import { z } from 'zod';
import { allowance } from './allowance';
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

/** Settings of every process. */
export const processSettings = {
  PORT: port.describe('HTTP port; 0 for a free one'),
  HOST: z.string().default('0.0.0.0').describe('IP address to listen on'),
  START_WAIT_MS: z.coerce
    .number()
    .int()
    .min(0)
    .default(30_000)
    .describe('milliseconds for which a start waits for Kafka and PostgreSQL'),
  STOPSMS_MODE: z.enum(['production', 'development']).default('production'),
  TRUSTED_PROXIES: trustedProxies
    .optional()
    .describe('proxies whose X-Forwarded-For is trusted: IP addresses and networks, separated by commas'),
  HTTP_REQUEST_TIMEOUT_MS: z.coerce
    .number()
    .int()
    .min(1_000)
    .max(300_000)
    .default(60_000)
    .describe('milliseconds from the first octet of a request to its last; uploads of files have six hours'),
  HTTP_MAX_CONNECTIONS: z.coerce
    .number()
    .int()
    .min(10)
    .default(5_000)
    .describe('connections at a time, above which new ones are closed'),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error']).default('info'),
};

export const clockSetting = {
  STOPSMS_CLOCK: z
    .string()
    .superRefine(checkedBy(clockFrom))
    .optional()
    .describe('simulated clock, for tests; see docs'),
};

/** Settings of a service with a database. */
export const databaseSettings = z.object({
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/.+/, 'must look like postgres://role:password@host:5432/stopsms')
    .superRefine(checkedBy(databaseConnection)),
  DATABASE_SSL_CA: certificates
    .optional()
    .describe('PEM certificate of the CA of PostgreSQL, if it is not a public one'),
  ALLOW_PLAIN_POSTGRES: allowance('lets production mode reach PostgreSQL without TLS'),
});

/** Settings of a service that turns numbers into recipient keys. */
export const hashing = z.object({
  STOPSMS_RECIPIENT_SECRET: z
    .string()
    .superRefine(checkedBy((secret) => new RecipientKeys(secret)))
    .describe('32 bytes, base64: key of the recipient keys, which are keyed hashes of phone numbers'),
});

/** Settings of a service that reports recipients to advertisers. */
export const naming = z.object({
  PSEUDONYM_SECRET: z
    .string()
    .superRefine(checkedBy((secret) => new Pseudonyms(secret)))
    .describe(
      '32 bytes, base64: key of recipients’ pseudonyms for advertisers, the same at suppression and notification',
    ),
});
