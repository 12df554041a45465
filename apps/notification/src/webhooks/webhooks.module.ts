import { Module } from '@nestjs/common';
import { AdvertisersModule } from '../advertisers/advertisers.module';
import { ServiceMessagesModule } from '../service-messages/service-messages.module';
import { AddDeliveries } from './add-deliveries';
import { DeliverWebhooks } from './deliver-webhooks';
import { QueueOptOutWebhooks } from './queue-opt-out-webhooks';
import { SigningSecrets } from './signing-secrets';
import { QueueQuotaWebhooks } from './queue-quota-webhooks';
import { WebhookClient } from './webhook-client';
import { WebhookDeliveriesController } from './webhook-deliveries.controller';

@Module({
  imports: [AdvertisersModule, ServiceMessagesModule],
  controllers: [WebhookDeliveriesController],
  providers: [WebhookClient, SigningSecrets, DeliverWebhooks, AddDeliveries, QueueOptOutWebhooks, QueueQuotaWebhooks],
  exports: [QueueOptOutWebhooks, QueueQuotaWebhooks],
})
export class WebhooksModule {}
