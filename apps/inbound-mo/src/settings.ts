import { providerVariables, webhookVariable } from '@stopsms/providers';
import { type CountryCode, isSupportedCountry } from 'libphonenumber-js/max';
import { z } from 'zod';
import { openAccountsFile } from './gateway-accounts';

/** Environment variables of inbound-mo, besides the common ones. A refused start describes each. */
export const settingsOf = (env: NodeJS.ProcessEnv) =>
  z.object({
    ...providerVariables(env, true),
    ...webhookVariable,
    GATEWAY_ACCOUNTS_FILE: z
      .string()
      .transform((path, context) =>
        openAccountsFile(path, (message) => context.addIssue({ code: 'custom', message, input: path })),
      )
      .optional()
      .describe(
        'accounts of the gateway, the same file: the gateway gets replies to their advertisers. Changes are followed',
      ),
    HOME_COUNTRY: z
      .custom<CountryCode>((code) => isSupportedCountry(String(code)), 'must be an ISO 3166-1 alpha-2 code, e.g. FR')
      .default('FR')
      .describe('how numbers without calling code are read'),
    WEBHOOK_RATE_PER_SECOND: z.coerce
      .number()
      .int()
      .min(1)
      .default(500)
      .describe(
        'webhooks and callbacks of one provider with receipts, for each replica; twice as many after a rest; replies have no limit',
      ),
    ATTRIBUTION_HORIZON_DAYS: z.coerce
      .number()
      .int()
      .min(1)
      .max(90)
      .default(90)
      .describe('how old a text may be answered'),
    PARTS_WAIT_MS: z.coerce
      .number()
      .int()
      .min(100)
      .default(300_000)
      .describe('how long a long MO waits for its next part'),
    UNKNOWN_WAIT_MS: z.coerce
      .number()
      .int()
      .min(100)
      .default(60_000)
      .describe('how long a receipt waits for its message before it may be of an unknown one'),
    UNDECIDED_REPLY_DEADLINE_HOURS: z.coerce
      .number()
      .int()
      .min(1)
      // Before its text is deleted, after 30 days.
      .max(696)
      .default(72)
      .describe('hours until a reply that may ask to stop, and on which nobody has decided, becomes an opt-out'),
    SWEEP_MS: z.coerce
      .number()
      .int()
      .min(100)
      .default(10_000)
      .describe('how often waiting parts and receipts are looked at'),
  });

export type Settings = z.output<ReturnType<typeof settingsOf>>;
export const SETTINGS = Symbol('settings');
