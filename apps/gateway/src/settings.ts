import { z } from 'zod';
import { readAccounts } from './accounts/read-accounts';

/** Settings of the gateway beside those of every service. A refused start prints these descriptions. */
export const settingsOf = (env: NodeJS.ProcessEnv) =>
  z.object({
    GATEWAY_ACCOUNTS_FILE: z
      .string()
      .transform((path, context) =>
        readAccounts(path, env, (message) => context.addIssue({ code: 'custom', message, input: path })),
      )
      .optional()
      .describe('accounts of systems that submit, YAML or JSON; see docs/accounts.example.yaml'),
    GATEWAY_RECEIPTS_KEPT_HOURS: z.coerce
      .number()
      .int()
      .min(1)
      .max(720)
      .default(72)
      .describe('how long a receipt or reply waits for a system that does not fetch it'),
    GATEWAY_MAX_WAITING: z.coerce
      .number()
      .int()
      .min(1)
      .default(100_000)
      .describe('receipts and replies that wait for one account, above which it may not submit'),
  });

export type Settings = z.output<ReturnType<typeof settingsOf>>;
