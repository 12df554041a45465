import { Module } from '@nestjs/common';
import { AdvertisersModule } from '../advertisers/advertisers.module';
import { ServiceMessagesModule } from '../service-messages/service-messages.module';
import { AddDeliveries } from './add-deliveries';
import { DeliverWebhooks } from './deliver-webhooks';
import { FindWebhookDeliveries } from './find-webhook-deliveries';
import { QueueWebhooks } from './queue-webhooks';
import { SigningSecrets } from './signing-secrets';
import { TellQuotas } from './tell-quotas';
import { WebhookClient } from './webhook-client';
import { WebhookDeliveriesController } from './webhook-deliveries.controller';
import { WebhookRows } from './webhook-rows';

@Module({
  imports: [AdvertisersModule, ServiceMessagesModule],
  controllers: [WebhookDeliveriesController],
  providers: [
    WebhookRows,
    WebhookClient,
    SigningSecrets,
    DeliverWebhooks,
    AddDeliveries,
    QueueWebhooks,
    TellQuotas,
    FindWebhookDeliveries,
  ],
  exports: [QueueWebhooks, TellQuotas],
})
export class WebhooksModule {}
