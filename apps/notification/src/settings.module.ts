import { type DynamicModule, Module } from '@nestjs/common';
import { SecretSeal } from '@stopsms/kernel';
import type { Settings } from './settings';
import { WEBHOOK_SETTINGS, type WebhookSettings } from './webhooks/webhook-delivery';

/** Gives every module of this service its settings. */
@Module({})
export class SettingsModule {
  static forRoot({ WEBHOOK_SECRETS_KEY, WEBHOOK_ALLOW_PRIVATE, STOPSMS_MODE }: Settings): DynamicModule {
    const webhooks: WebhookSettings = {
      seal: WEBHOOK_SECRETS_KEY === undefined ? undefined : new SecretSeal(WEBHOOK_SECRETS_KEY),
      allowPrivate:
        WEBHOOK_ALLOW_PRIVATE === undefined ? STOPSMS_MODE === 'development' : WEBHOOK_ALLOW_PRIVATE === 'true',
      needTls: STOPSMS_MODE === 'production',
    };
    const providers = [{ provide: WEBHOOK_SETTINGS, useValue: webhooks }];
    return { module: SettingsModule, global: true, providers, exports: [WEBHOOK_SETTINGS] };
  }
}
