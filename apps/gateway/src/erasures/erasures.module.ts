import { Module } from '@nestjs/common';
import { retentionJob } from '@stopsms/service';
import { EraseRecipients } from './erase-recipients';
import { RETENTION_RULES } from './retention-rules';

@Module({ providers: [EraseRecipients, retentionJob(RETENTION_RULES)], exports: [EraseRecipients] })
export class ErasuresModule {}
