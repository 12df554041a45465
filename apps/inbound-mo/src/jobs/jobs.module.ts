import { Module } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { RetentionJob } from '@stopsms/service';
import { InboundMoMetrics } from '../inbound-mo-metrics';
import { QuarantineModule } from '../quarantine/quarantine.module';
import { ReceiptsModule } from '../receipts/receipts.module';
import { RepliesModule } from '../replies/replies.module';
import { ExpireUnclassified } from '../replies/unclassified/expire-unclassified';
import { ResumeWaiting } from './resume-waiting';
import { retentionRules } from './retention-rules';

@Module({
  imports: [QuarantineModule, ReceiptsModule, RepliesModule],
  providers: [
    ResumeWaiting,
    {
      provide: RetentionJob,
      useFactory: (
        database: Database,
        clock: Clock,
        metrics: InboundMoMetrics,
        expireUnclassified: ExpireUnclassified,
      ) => new RetentionJob(retentionRules(metrics, expireUnclassified), database, clock),
      inject: [Database, Clock, InboundMoMetrics, ExpireUnclassified],
    },
  ],
})
export class JobsModule {}
