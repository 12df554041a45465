import type { FactoryProvider } from '@nestjs/common';
import { serviceUrl, webhookSecretsKey } from '@stopsms/service';
import { z } from 'zod';

const rate = z.coerce.number().gt(0).max(1);
const count = z.coerce.number().int().min(1);

/** Settings of campaign besides those of every service. A refused start prints the purpose of each. */
export const settings = z.object({
  ...webhookSecretsKey,
  COMPLIANCE_URL: serviceUrl('compliance', 'about a text before a campaign starts'),
  PRICE_LIST_FILE: z
    .string()
    .optional()
    .describe('what operators take for a part, YAML or JSON, read anew for each preflight: docs/prices.example.yaml'),
  CAMPAIGN_CHUNK: z.coerce
    .number()
    .int()
    .min(1)
    .max(5_000)
    .default(1_000)
    .describe('messages of a campaign made in one transaction; pausing waits for one chunk'),
  CAMPAIGN_MESSAGES_UNDER_WAY: count
    .default(5_000)
    .describe(
      'messages of campaigns on their way to the operator; the rest wait for their turn. About five seconds of what your operators take',
    ),
  STOP_RATE_ALERT: rate.default(0.03).describe('part of delivered messages whose opt-outs raise an alert'),
  STOP_RATE_ALERT_AFTER: count.default(100).describe('delivered messages before which no alert is raised'),
  STOP_RATE_PAUSE: rate.default(0.05).describe('part of the delivered whose opt-out pauses a campaign'),
  STOP_RATE_PAUSE_AFTER: count.default(500).describe('delivered before which no STOP rate pauses it'),
  COMPLAINTS_PAUSE: count.default(3).describe('complaints within 24 hours that pause a campaign'),
  COMPLAINT_RATE_PAUSE: rate.default(0.001).describe('part of the delivered that they must exceed'),
  ADVERTISER_COMPLAINTS_PAUSE: count
    .default(3)
    .describe('complaints within 7 days that pause all adverts of an advertiser'),
  ADVERTISER_COMPLAINT_RATE_PAUSE: rate
    .default(0.003)
    .describe('part of its adverts delivered in 7 days that they must exceed'),
});

export type Settings = z.output<typeof settings> & { STOPSMS_MODE: 'development' | 'production' };
export const SETTINGS = Symbol('settings of campaign');

/** Provides under `token` a value that is made of settings. */
export const fromSettings = <T>(token: symbol, useFactory: (settings: Settings) => T): FactoryProvider<T> => ({
  provide: token,
  useFactory,
  inject: [SETTINGS],
});
