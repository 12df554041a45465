import { Module } from '@nestjs/common';
import { RetentionJob, retentionJob } from '@stopsms/service';
import { RETENTION_RULES } from './retention-rules';

/** Deletes expired rows. */
@Module({ providers: [retentionJob(RETENTION_RULES)], exports: [RetentionJob] })
export class RetentionModule {}
