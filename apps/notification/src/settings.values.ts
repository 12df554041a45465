import type { ValueProvider } from '@nestjs/common';
import { SecretSeal } from '@stopsms/kernel';
import type { Settings } from './settings';
import { PUSH_SETTINGS, type PushSettings } from './pushes/push-settings';
import { WEBHOOK_SETTINGS, type WebhookSettings } from './webhooks/webhook-delivery';

/** Values of settings that subjects of this service inject. */
export function valuesOf({
  WEBHOOK_SECRETS_KEY,
  WEBHOOK_ALLOW_PRIVATE,
  OPT_OUT_SOURCES_FILE: sources = [],
  STOPSMS_MODE,
}: Settings): ValueProvider[] {
  const seal = WEBHOOK_SECRETS_KEY === undefined ? undefined : new SecretSeal(WEBHOOK_SECRETS_KEY);
  const webhooks: WebhookSettings = {
    seal,
    allowPrivate:
      WEBHOOK_ALLOW_PRIVATE === undefined ? STOPSMS_MODE === 'development' : WEBHOOK_ALLOW_PRIVATE === 'true',
    needTls: STOPSMS_MODE === 'production',
  };
  const pushes: PushSettings = { sources, seal };
  return [
    { provide: WEBHOOK_SETTINGS, useValue: webhooks },
    { provide: PUSH_SETTINGS, useValue: pushes },
  ];
}
