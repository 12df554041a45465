import { SecretSeal } from '@stopsms/kernel';
import { z } from 'zod';

/** The same for campaign, which makes webhook secrets, and notification, which signs with them; nobody else has it. */
export const webhookSecretsKey = {
  WEBHOOK_SECRETS_KEY: z
    .string()
    .superRefine((keys, context) => {
      try {
        new SecretSeal(keys);
      } catch (error) {
        context.addIssue({ code: 'custom', message: (error as Error).message });
      }
    })
    .optional()
    .describe('32 bytes, base64: seals the secrets of webhooks, the same at campaign and notification'),
};
