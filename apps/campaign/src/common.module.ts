import { type DynamicModule, Module } from '@nestjs/common';
import { OutboxCapacity } from '@stopsms/outbox';
import { Database } from '@stopsms/persistence';
import { BackgroundJobs } from '@stopsms/service';
import { LongUploads } from '@stopsms/http';
import { AnswerOnce } from './http-parts/answer-once';
import { SETTINGS, type Settings } from './settings';

/**
 * Records in the outbox beyond which campaigns and imports wait. With a chunk on top, a few thousand: a fraction of a second
 * of sending; more could no longer be paused or cancelled.
 */
const MAX_WAITING = 3_000;

const providers = [AnswerOnce, LongUploads];

/** Providers that several subjects use. */
@Module({})
export class CommonModule {
  static forRoot(settings: Settings): DynamicModule {
    return {
      module: CommonModule,
      global: true,
      providers: [
        ...providers,
        { provide: SETTINGS, useValue: settings },
        {
          provide: OutboxCapacity,
          useFactory: (database: Database, jobs: BackgroundJobs) =>
            new OutboxCapacity(database, MAX_WAITING, jobs.stopping),
          inject: [Database, BackgroundJobs],
        },
      ],
      exports: [...providers, SETTINGS, OutboxCapacity],
    };
  }
}
