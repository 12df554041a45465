import { webhookSecretsKey } from '@stopsms/service';
import { z } from 'zod';

/** What notification reads from its environment, besides what every service does. A refused start says what each is for. */
export const settings = z.object({
  ...webhookSecretsKey,
  WEBHOOK_ALLOW_PRIVATE: z
    .enum(['true', 'false'])
    .optional()
    .describe('whether webhooks may call private addresses; by default in development only'),
});

export type Settings = z.output<typeof settings> & { STOPSMS_MODE: string };
