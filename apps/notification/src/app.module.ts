import { defineService } from '@stopsms/bootstrap';
import { SecretSeal } from '@stopsms/kernel';
import { WebhookClient } from './webhooks/webhook-client';
import { WebhookRows } from './webhooks/webhook-rows';
import { QuotasReachedConsumer } from './consumes/compliance.quotas-reached.v1';
import { ReturnsConsumer } from './consumes/compliance.returns.v1';
import { ServiceStatusConsumer } from './consumes/dispatcher.service-status.v1';
import { RepliesConsumer } from './consumes/inbound-mo.replies.v1';
import { OptOutChangedConsumer } from './consumes/suppression.opt-out-changed.v1';
import { ConfirmationsController } from './service-messages/confirmations.controller';
import { WebhookDeliveriesController } from './webhooks/webhook-deliveries.controller';
import { MIGRATIONS } from './migrations';
import { NotificationMetrics } from './notification-metrics';
import { AddDeliveries } from './webhooks/add-deliveries';
import { AnswerReplies } from './answers/answer-replies';
import { AnswerStarts } from './answers/answer-starts';
import { ConfirmOptOuts } from './confirmations/confirm-opt-outs';
import { DeliverWebhooks } from './webhooks/deliver-webhooks';
import { EraseRecipients } from './erasures/erase-recipients';
import { FindServiceMessages } from './service-messages/find-service-messages';
import { FindWebhookDeliveries } from './webhooks/find-webhook-deliveries';
import { KnownAdvertisers } from './advertisers/known-advertisers';
import { LimitAnswers } from './answers/limit-answers';
import { QueueMessages } from './service-messages/queue-messages';
import { QueueWebhooks } from './webhooks/queue-webhooks';
import { RecordFates } from './service-messages/record-fates';
import { ReleaseDue } from './service-messages/release-due';
import { SigningSecrets } from './webhooks/signing-secrets';
import { TellQuotas } from './webhooks/tell-quotas';
import { WEBHOOK_SETTINGS, type WebhookSettings } from './webhooks/webhook-delivery';
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
