import { Module } from '@nestjs/common';
import { AdvertisersModule } from '../advertisers/advertisers.module';
import { ErasePushes } from './erase-pushes';
import { PersonsController } from './persons.controller';
import { PushMetrics } from './push-metrics';
import { PushOptOuts } from './push-opt-outs';
import { PushesController } from './pushes.controller';
import { QueuePushes } from './queue-pushes';

/** Opt-outs that other systems take. */
@Module({
  imports: [AdvertisersModule],
  controllers: [PushesController, PersonsController],
  providers: [ErasePushes, PushMetrics, PushOptOuts, QueuePushes],
  exports: [ErasePushes, QueuePushes],
})
export class PushesModule {}
