import { SecretSeal } from '@stopsms/kernel';
import { z } from 'zod';

/** Key shared by campaign, which makes webhook secrets, and notification, which signs with them; no other service has it. */
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
    .describe('32 bytes, base64: key that encrypts webhook secrets, the same at campaign and notification'),
};
