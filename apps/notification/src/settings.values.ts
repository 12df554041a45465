import type { ValueProvider } from '@nestjs/common';
import { SecretSeal } from '@stopsms/kernel';
import type { Settings } from './settings';
import { WEBHOOK_SETTINGS, type WebhookSettings } from './webhooks/webhook-delivery';

/** Values of settings that subjects of this service inject. */
export function valuesOf({ WEBHOOK_SECRETS_KEY, WEBHOOK_ALLOW_PRIVATE, STOPSMS_MODE }: Settings): ValueProvider[] {
  const webhooks: WebhookSettings = {
    seal: WEBHOOK_SECRETS_KEY === undefined ? undefined : new SecretSeal(WEBHOOK_SECRETS_KEY),
    allowPrivate:
      WEBHOOK_ALLOW_PRIVATE === undefined ? STOPSMS_MODE === 'development' : WEBHOOK_ALLOW_PRIVATE === 'true',
    needTls: STOPSMS_MODE === 'production',
  };
  return [{ provide: WEBHOOK_SETTINGS, useValue: webhooks }];
}
