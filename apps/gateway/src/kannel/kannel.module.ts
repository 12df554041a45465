import { Module } from '@nestjs/common';
import { CallbacksModule } from '../callbacks/callbacks.module';
import { CallersModule } from '../callers/callers.module';
import { DeliveriesModule } from '../deliveries/deliveries.module';
import { SubmissionsModule } from '../submissions/submissions.module';
import { KannelChannel } from './kannel-channel';
import { KannelController } from './kannel.controller';
import { TakeSendsms } from './take-sendsms';

@Module({
  imports: [CallersModule, CallbacksModule, DeliveriesModule, SubmissionsModule],
  controllers: [KannelController],
  providers: [TakeSendsms, KannelChannel],
})
export class KannelModule {}
