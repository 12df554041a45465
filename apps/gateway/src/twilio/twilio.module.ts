import { Module } from '@nestjs/common';
import { CallbacksModule } from '../callbacks/callbacks.module';
import { CallersModule } from '../callers/callers.module';
import { DeliveriesModule } from '../deliveries/deliveries.module';
import { SubmissionsModule } from '../submissions/submissions.module';
import { TakeTwilioMessages } from './take-twilio-messages';
import { TwilioChannel } from './twilio-channel';
import { TwilioController } from './twilio.controller';
import { TwilioUnknownController } from './twilio-unknown.controller';

@Module({
  imports: [CallersModule, CallbacksModule, DeliveriesModule, SubmissionsModule],
  // The second one takes what is left.
  controllers: [TwilioController, TwilioUnknownController],
  providers: [TakeTwilioMessages, TwilioChannel],
})
export class TwilioModule {}
