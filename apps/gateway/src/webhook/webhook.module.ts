import { Module } from '@nestjs/common';
import { CallbacksModule } from '../callbacks/callbacks.module';
import { CallersModule } from '../callers/callers.module';
import { DeliveriesModule } from '../deliveries/deliveries.module';
import { SubmissionsModule } from '../submissions/submissions.module';
import { TakeMessages } from './take-messages';
import { WebhookChannel } from './webhook-channel';
import { WebhookController } from './webhook.controller';

@Module({
  imports: [CallersModule, CallbacksModule, DeliveriesModule, SubmissionsModule],
  controllers: [WebhookController],
  providers: [TakeMessages, WebhookChannel],
})
export class WebhookModule {}
