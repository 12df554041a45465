import { Module } from '@nestjs/common';
import { RetentionJob } from './retention.job';

/** Deletes expired rows. */
@Module({ providers: [RetentionJob], exports: [RetentionJob] })
export class RetentionModule {}
