import { Module } from '@nestjs/common';
import { AdvertisersModule } from '../advertisers/advertisers.module';
import { ServiceMessagesModule } from '../service-messages/service-messages.module';
import { ConfirmOptOuts } from './confirm-opt-outs';
import { ExpireOutdated } from './expire-outdated';

@Module({
  imports: [AdvertisersModule, ServiceMessagesModule],
  providers: [ConfirmOptOuts, ExpireOutdated],
  exports: [ConfirmOptOuts],
})
export class ConfirmationsModule {}
