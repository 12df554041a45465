import { Module } from '@nestjs/common';
import { AdvertisersModule } from '../advertisers/advertisers.module';
import { ServiceMessagesModule } from '../service-messages/service-messages.module';
import { ConfirmOptOuts } from './confirm-opt-outs';

@Module({
  imports: [AdvertisersModule, ServiceMessagesModule],
  providers: [ConfirmOptOuts],
  exports: [ConfirmOptOuts],
})
export class ConfirmationsModule {}
