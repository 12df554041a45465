import { webhookSecretsKey } from '@stopsms/service';
import { z } from 'zod';

/** Settings of notification beside those of every service. A refused start prints these descriptions. */
export const settings = z.object({
  ...webhookSecretsKey,
  WEBHOOK_ALLOW_PRIVATE: z
    .enum(['true', 'false'])
    .optional()
    .describe('whether webhooks may call private addresses; by default in development only'),
});

export type Settings = z.output<typeof settings> & { STOPSMS_MODE: string };
