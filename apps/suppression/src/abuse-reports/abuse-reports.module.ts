import { Module } from '@nestjs/common';
import { OptOutsModule } from '../opt-outs/opt-outs.module';
import { AbuseReportsController } from './abuse-reports.controller';
import { AbuseResolutionsController } from './abuse-resolutions.controller';
import { FindAbuseReports } from './find-abuse-reports';
import { MatchSender } from './match-sender';
import { RecordAbuseReports } from './record-abuse-reports';
import { RecordMatches } from './record-matches';
import { ResolveAbuseReport } from './resolve-abuse-report';

@Module({
  imports: [OptOutsModule],
  controllers: [AbuseReportsController, AbuseResolutionsController],
  providers: [MatchSender, RecordAbuseReports, RecordMatches, ResolveAbuseReport, FindAbuseReports],
  exports: [RecordMatches, FindAbuseReports],
})
export class AbuseReportsModule {}
