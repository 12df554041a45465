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
    RULE_PACKS_DIR: z.string().optional().describe('folder of the rule packs; by default that of the repository'),
    RELEASE_JITTER_MS: z.coerce
      .number()
      .int()
      .min(0)
      .default(10_000)
      .describe('period over which the release of held adverts is spread when a window opens'),
    REVIEW_VALID_DAYS: z.coerce
      .number()
      .int()
      .min(1)
      .max(3_650)
      .default(90)
      .describe('days for which a review applies to later messages with the same text'),
    SEAL_EVERY_MS: z.coerce
      .number()
      .int()
      .min(100)
      .default(60_000)
      .describe('interval between seals of decisions and outcomes, which make later changes detectable'),
    PROOFS_KEPT_DAYS: z.coerce
      .number()
      .int()
      .min(35)
      .optional()
      .describe('days for which the proof of a message is stored; forever by default'),
    AUDIT_KEPT_DAYS: z.coerce.number().int().min(100).default(1_095).describe('days for which audit events are stored'),
  });

export type Settings = z.output<ReturnType<typeof settingsOf>> & {
  STOPSMS_MODE: 'production' | 'development';
  START_WAIT_MS: number;
};

/** Injects the settings with which the service started. */
export const SETTINGS = Symbol('settings');
