import { defineService } from '@stopsms/bootstrap';
import { SettingsModule } from '@stopsms/service';
import { AdvertisersModule } from './advertisers/advertisers.module';
import { AnswersModule } from './answers/answers.module';
import { ConfirmationsModule } from './confirmations/confirmations.module';
import { QuotasReachedConsumer } from './consumes/compliance.quotas-reached.v1';
import { ReturnsConsumer } from './consumes/compliance.returns.v1';
import { ServiceStatusConsumer } from './consumes/dispatcher.service-status.v1';
import { ServiceReceiptsConsumer } from './consumes/inbound-mo.service-receipts.v1';
import { RepliesConsumer } from './consumes/inbound-mo.replies.v1';
import { OptOutChangedConsumer } from './consumes/suppression.opt-out-changed.v1';
import { MIGRATIONS } from './migrations';
import { PushesModule } from './pushes/pushes.module';
import { RetentionModule } from './retention/retention.module';
import { ServiceMessagesModule } from './service-messages/service-messages.module';
import { settingsOf } from './settings';
import { valuesOf } from './settings.values';
import { WebhooksModule } from './webhooks/webhooks.module';

export const notification = defineService({
  name: 'notification',
  description:
    'Confirms opt-outs by SMS, answers CONTACT and HELP, notifies advertisers through their webhooks, and pushes opt-outs to other systems.',
  config: settingsOf,
  secrets: ({ WEBHOOK_SECRETS_KEY }) => ({ WEBHOOK_SECRETS_KEY: [WEBHOOK_SECRETS_KEY, 32] }),
  hashesNumbers: true,
  namesRecipients: true,
  migrations: MIGRATIONS,
  module: (config) => ({
    imports: [
      SettingsModule.forRoot(valuesOf(config)),
      AdvertisersModule,
      ServiceMessagesModule,
      ConfirmationsModule,
      AnswersModule,
      WebhooksModule,
      PushesModule,
      RetentionModule,
    ],
    controllers: [
      ServiceStatusConsumer,
      ServiceReceiptsConsumer,
      QuotasReachedConsumer,
      ReturnsConsumer,
      RepliesConsumer,
      OptOutChangedConsumer,
    ],
  }),
});
