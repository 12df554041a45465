import { Module } from '@nestjs/common';
import { CallbacksModule } from '../callbacks/callbacks.module';
import { CallersModule } from '../callers/callers.module';
import { DeliveriesModule } from '../deliveries/deliveries.module';
import { SubmissionsModule } from '../submissions/submissions.module';
import { TakeTwilioMessages } from './take-twilio-messages';
import { TwilioChannel } from './twilio-channel';
import { TwilioController } from './twilio.controller';

@Module({
  imports: [CallersModule, CallbacksModule, DeliveriesModule, SubmissionsModule],
  controllers: [TwilioController],
  providers: [TakeTwilioMessages, TwilioChannel],
})
export class TwilioModule {}
