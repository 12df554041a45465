import { SecretSeal } from '@stopsms/kernel';
import { defineService } from '@stopsms/service-kit';
import { WebhookClient } from './adapters/webhook-client';
import { WebhookRows } from './adapters/webhook-rows';
import { QuotasReachedConsumer } from './consumes/compliance.quotas-reached.v1';
import { ReturnsConsumer } from './consumes/compliance.returns.v1';
import { ServiceStatusConsumer } from './consumes/dispatcher.service-status.v1';
import { RepliesConsumer } from './consumes/inbound-mo.replies.v1';
import { OptOutChangedConsumer } from './consumes/suppression.opt-out-changed.v1';
import { ConfirmationsController } from './http/confirmations.controller';
import { WebhookDeliveriesController } from './http/webhook-deliveries.controller';
import { MIGRATIONS } from './migrations';
import { NotificationMetrics } from './notification-metrics';
import { AddDeliveries } from './use-cases/add-deliveries';
import { AnswerReplies } from './use-cases/answer-replies';
import { AnswerStarts } from './use-cases/answer-starts';
import { ConfirmOptOuts } from './use-cases/confirm-opt-outs';
import { DeliverWebhooks } from './use-cases/deliver-webhooks';
import { EraseRecipients } from './use-cases/erase-recipients';
import { FindServiceMessages } from './use-cases/find-service-messages';
import { FindWebhookDeliveries } from './use-cases/find-webhook-deliveries';
import { KnownAdvertisers } from './use-cases/known-advertisers';
import { LimitAnswers } from './use-cases/limit-answers';
import { QueueMessages } from './use-cases/queue-messages';
import { QueueWebhooks } from './use-cases/queue-webhooks';
import { RecordFates } from './use-cases/record-fates';
import { ReleaseDue } from './use-cases/release-due';
import { SigningSecrets } from './use-cases/signing-secrets';
import { TellQuotas } from './use-cases/tell-quotas';
import { WEBHOOK_SETTINGS, type WebhookSettings } from './domain/webhook-delivery';
import { settings } from './settings';

export const notification = defineService({
  name: 'notification',
  description: 'Confirms opt-outs by SMS, answers CONTACT and HELP, and tells advertisers through their webhooks.',
  config: settings,
  secrets: ({ WEBHOOK_SECRETS_KEY }) => ({ WEBHOOK_SECRETS_KEY: [WEBHOOK_SECRETS_KEY, 32] }),
  hashesNumbers: true,
  namesRecipients: true,
  migrations: MIGRATIONS,
  module: ({ WEBHOOK_SECRETS_KEY, WEBHOOK_ALLOW_PRIVATE, STOPSMS_MODE }) => {
    const webhooks: WebhookSettings = {
      seal: WEBHOOK_SECRETS_KEY === undefined ? undefined : new SecretSeal(WEBHOOK_SECRETS_KEY),
      allowPrivate:
        WEBHOOK_ALLOW_PRIVATE === undefined ? STOPSMS_MODE === 'development' : WEBHOOK_ALLOW_PRIVATE === 'true',
      needTls: STOPSMS_MODE === 'production',
    };
    return {
      controllers: [
        ServiceStatusConsumer,
        QuotasReachedConsumer,
        ReturnsConsumer,
        RepliesConsumer,
        OptOutChangedConsumer,
        ConfirmationsController,
        WebhookDeliveriesController,
      ],
      providers: [
        { provide: WEBHOOK_SETTINGS, useValue: webhooks },
        NotificationMetrics,
        KnownAdvertisers,
        QueueMessages,
        ConfirmOptOuts,
        AnswerReplies,
        AnswerStarts,
        LimitAnswers,
        ReleaseDue,
        RecordFates,
        WebhookRows,
        WebhookClient,
        SigningSecrets,
        DeliverWebhooks,
        AddDeliveries,
        QueueWebhooks,
        TellQuotas,
        EraseRecipients,
        FindServiceMessages,
        FindWebhookDeliveries,
      ],
    };
  },
});
