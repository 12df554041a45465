import { Module } from '@nestjs/common';
import { retentionJob } from '@stopsms/service';
import { RETENTION_RULES } from './retention-rules';

@Module({ providers: [retentionJob(RETENTION_RULES)] })
export class ErasuresModule {}
