import { publishersSetting } from '@stopsms/service';
import { z } from 'zod';
import { signingSettings } from './signing-settings';
import { limitSettings } from './limit-settings';

/** Settings of compliance, besides those of every service. A refused start says what each is for. */
export const settingsOf = (env: NodeJS.ProcessEnv) =>
  z.object({
    ...signingSettings(env),
    ...publishersSetting,
    ...limitSettings,
    RULE_PACKS_DIR: z.string().optional().describe('folder of the rule packs; that of the repository by default'),
    RELEASE_JITTER_MS: z.coerce
      .number()
      .int()
      .min(0)
      .default(10_000)
      .describe('over how long the adverts held until an opening are spread'),
    REVIEW_VALID_DAYS: z.coerce
      .number()
      .int()
      .min(1)
      .max(3_650)
      .default(90)
      .describe('for how many days the decision on a doubtful text holds for later messages with it'),
    SEAL_EVERY_MS: z.coerce
      .number()
      .int()
      .min(100)
      .default(60_000)
      .describe('how often what happened to messages is sealed, so that it cannot be altered unseen'),
    PROOFS_KEPT_DAYS: z.coerce
      .number()
      .int()
      .min(35)
      .optional()
      .describe('for how many days the proof of a message is kept; for ever by default'),
    AUDIT_KEPT_DAYS: z.coerce
      .number()
      .int()
      .min(100)
      .default(1_095)
      .describe('for how many days it is kept who did what, and who looked at whose data'),
  });

export type Settings = z.output<ReturnType<typeof settingsOf>> & { STOPSMS_MODE: 'production' | 'development' };

/** Injects the settings with which the service started. */
export const SETTINGS = Symbol('settings');
