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
        'file of the gateway’s accounts, whose advertisers’ replies are passed to the gateway; reloaded on change',
      ),
    HOME_COUNTRY: z
      .custom<CountryCode>((code) => isSupportedCountry(String(code)), 'must be an ISO 3166-1 alpha-2 code, e.g. FR')
      .default('FR')
      .describe('country of numbers without calling code'),
    WEBHOOK_RATE_PER_SECOND: z.coerce
      .number()
      .int()
      .min(1)
      .default(500)
      .describe(
        'webhooks and callbacks with receipts per second of one provider, per replica; bursts up to twice as many; replies are not limited',
      ),
    UNAUTHENTICATED_PER_MINUTE: z.coerce
      .number()
      .int()
      .min(1)
      .default(60)
      .describe(
        'signed webhooks and callbacks with a wrong signature per minute of one network (IPv6: /64), per replica; bursts up to twice as many',
      ),
    UNKNOWN_LINKS_PER_MINUTE: z.coerce
      .number()
      .int()
      .min(1)
      .default(30)
      .describe(
        'unsubscribe links that nobody was sent per minute of one network (IPv6: /64), per replica; bursts up to twice as many; valid links are not limited',
      ),
    ATTRIBUTION_HORIZON_DAYS: z.coerce
      .number()
      .int()
      .min(1)
      .max(90)
      .default(90)
      .describe('maximum age of a message, in days, to which a reply is attributed'),
    PARTS_WAIT_MS: z.coerce
      .number()
      .int()
      .min(100)
      .default(300_000)
      .describe('milliseconds for which a long MO waits for its next segment'),
    UNKNOWN_WAIT_MS: z.coerce
      .number()
      .int()
      .min(100)
      .default(60_000)
      .describe('milliseconds for which a receipt waits for its message before it is treated as unknown'),
    UNCLASSIFIED_REPLY_DEADLINE_HOURS: z.coerce
      .number()
      .int()
      .min(1)
      // Before its text is deleted, after 30 days.
      .max(696)
      // Its earlier name counts until 0.4.0.
      .prefault(env['UNDECIDED_REPLY_DEADLINE_HOURS'] ?? 72)
      .describe('hours until an unclassified reply that may ask to stop becomes an opt-out'),
    SWEEP_MS: z.coerce
      .number()
      .int()
      .min(100)
      .default(10_000)
      .describe('interval in milliseconds between checks of waiting segments and receipts'),
  });

export type Settings = z.output<ReturnType<typeof settingsOf>>;
export const SETTINGS = Symbol('settings');
