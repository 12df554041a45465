import { Module } from '@nestjs/common';
import { AddDeliveries } from './add-deliveries';
import { Deliver } from './deliver';
import { WaitingDeliveries } from './waiting-deliveries';

@Module({
  providers: [Deliver, AddDeliveries, WaitingDeliveries],
  exports: [Deliver, AddDeliveries, WaitingDeliveries],
})
export class DeliveriesModule {}
