import type { FactoryProvider } from '@nestjs/common';
import { serviceUrl, webhookSecretsKey } from '@stopsms/service';
import { z } from 'zod';

const rate = z.coerce.number().gt(0).max(1);
const count = z.coerce.number().int().min(1);

/** Settings of campaign besides those of every service. A refused start prints the purpose of each. */
export const settings = z.object({
  ...webhookSecretsKey,
  COMPLIANCE_URL: serviceUrl('compliance', 'for checks of a text before a campaign starts'),
  PRICE_LIST_FILE: z
    .string()
    .optional()
    .describe(
      'file of operators’ prices per segment, YAML or JSON, read again for each preflight; see docs/prices.example.yaml',
    ),
  CAMPAIGN_CHUNK: z.coerce
    .number()
    .int()
    .min(1)
    .max(5_000)
    .default(1_000)
    .describe('messages of a campaign created in one transaction; a pause waits for the current one'),
  CAMPAIGN_MESSAGES_UNDER_WAY: count
    .default(5_000)
    .describe(
      'messages of campaigns in progress to the operator; further ones wait for their turn. Set it to about five seconds of the operators’ throughput',
    ),
  STOP_RATE_ALERT: rate.default(0.03).describe('opt-outs per delivered message above which an alert is raised, 0 to 1'),
  STOP_RATE_ALERT_AFTER: count.default(100).describe('minimum of delivered messages before an alert is raised'),
  STOP_RATE_PAUSE: rate.default(0.05).describe('opt-outs per delivered message above which a campaign pauses, 0 to 1'),
  STOP_RATE_PAUSE_AFTER: count
    .default(500)
    .describe('minimum of delivered messages before the opt-out rate pauses a campaign'),
  COMPLAINTS_PAUSE: count.default(3).describe('complaints within 24 hours that pause a campaign'),
  COMPLAINT_RATE_PAUSE: rate
    .default(0.001)
    .describe('complaints per delivered message that must also be exceeded, 0 to 1'),
  ADVERTISER_COMPLAINTS_PAUSE: count
    .default(3)
    .describe('complaints within 7 days that pause all adverts of an advertiser'),
  ADVERTISER_COMPLAINT_RATE_PAUSE: rate
    .default(0.003)
    .describe('complaints per advert delivered in 7 days that must also be exceeded, 0 to 1'),
});

export type Settings = z.output<typeof settings> & {
  STOPSMS_MODE: 'production' | 'development';
  START_WAIT_MS: number;
};
export const SETTINGS = Symbol('settings of campaign');

/** Provides under `token` a value that is made of settings. */
export const fromSettings = <T>(token: symbol, useFactory: (settings: Settings) => T): FactoryProvider<T> => ({
  provide: token,
  useFactory,
  inject: [SETTINGS],
});
