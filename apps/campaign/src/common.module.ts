import { Global, Module } from '@nestjs/common';
import { LongUploads } from '@stopsms/http';
import { OutboxCapacity } from '@stopsms/outbox';
import { Database } from '@stopsms/persistence';
import { BackgroundJobs } from '@stopsms/service';
import { AnswerOnce } from './http-parts/answer-once';

/**
 * Records in the outbox beyond which campaigns and imports wait. With a chunk on top, a few thousand: a fraction of a second
 * of sending; more could no longer be paused or cancelled.
 */
const MAX_WAITING = 3_000;

/** Providers that several subjects use. */
@Global()
@Module({
  providers: [
    AnswerOnce,
    LongUploads,
    {
      provide: OutboxCapacity,
      useFactory: (database: Database, jobs: BackgroundJobs) =>
        new OutboxCapacity(database, MAX_WAITING, jobs.stopping),
      inject: [Database, BackgroundJobs],
    },
  ],
  exports: [AnswerOnce, LongUploads, OutboxCapacity],
})
export class CommonModule {}
