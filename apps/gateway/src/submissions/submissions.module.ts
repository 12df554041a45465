import { Module } from '@nestjs/common';
import { OutboxCapacity } from '@stopsms/outbox';
import { Database } from '@stopsms/persistence';
import { BackgroundJobs } from '@stopsms/service';
import { DeliveriesModule } from '../deliveries/deliveries.module';
import { PublishRequests } from './publish-requests';
import { Submit } from './submit';

@Module({
  imports: [DeliveriesModule],
  providers: [
    {
      provide: OutboxCapacity,
      useFactory: (database: Database, jobs: BackgroundJobs) => new OutboxCapacity(database, 1, jobs.stopping),
      inject: [Database, BackgroundJobs],
    },
    PublishRequests,
    Submit,
  ],
  exports: [Submit],
})
export class SubmissionsModule {}
