import { Module } from '@nestjs/common';
import { OutboxCapacity } from '@stopsms/outbox';
import { Database } from '@stopsms/persistence';
import { BackgroundJobs } from '@stopsms/service';
import { FindOptOuts } from './find-opt-outs';
import { OptOutsController } from './opt-outs.controller';
import { RecordOptOuts } from './record-opt-outs';
import { SuppressionMetrics } from './suppression-metrics';

/** Records in the outbox beyond which bulk work waits. With a batch on top, the time of two thousand: some tens of milliseconds. */
const MAX_WAITING = 1_000;

@Module({
  controllers: [OptOutsController],
  providers: [
    SuppressionMetrics,
    RecordOptOuts,
    FindOptOuts,
    {
      provide: OutboxCapacity,
      useFactory: (database: Database, jobs: BackgroundJobs) =>
        new OutboxCapacity(database, MAX_WAITING, jobs.stopping),
      inject: [Database, BackgroundJobs],
    },
  ],
  exports: [SuppressionMetrics, RecordOptOuts, FindOptOuts, OutboxCapacity],
})
export class OptOutsModule {}
