import { z } from 'zod';
import { operatorKeys } from './operator-keys';
import { oidcSettings } from './tokens/oidc-settings';

/** Settings that say who may call a service, and how often. */
export const accessSettings = {
  OPERATOR_KEYS: operatorKeys
    .optional()
    .describe(
      'API keys of operators: <name>:<SHA-256 of the key>, or <name>:<role>:<SHA-256>, separated by commas; see docs/security.md',
    ),
  ...oidcSettings,
  API_RATE_PER_SECOND: z.coerce
    .number()
    .int()
    .min(1)
    .default(200)
    .describe('requests per second of one API key, per replica; bursts up to twice as many'),
  PEOPLE_PER_HOUR: z.coerce
    .number()
    .int()
    .min(1_000)
    .default(100_000)
    .describe(
      'people without a relation to the advertiser about whom one API key or person may ask per hour, per replica',
    ),
};
