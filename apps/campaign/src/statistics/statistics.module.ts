import { Module } from '@nestjs/common';
import { AdvertisersModule } from '../advertisers/advertisers.module';
import { fromSettings } from '../settings';
import { FindComplaintRates } from './find-complaint-rates';
import { FindReactions } from './find-reactions';
import { FindStatistics } from './find-statistics';
import { COMPLAINT_LIMITS, JudgeAdvertisers } from './judge-advertisers';
import type { ComplaintLimits } from './judge-complaints.rule';
import { RecordComplaints } from './record-complaints';
import { StatisticsController } from './statistics.controller';

/** Reactions to messages: opt-outs, complaints, and their rates. */
@Module({
  imports: [AdvertisersModule],
  controllers: [StatisticsController],
  providers: [
    FindStatistics,
    FindReactions,
    FindComplaintRates,
    RecordComplaints,
    JudgeAdvertisers,
    fromSettings(COMPLAINT_LIMITS, (settings): ComplaintLimits => ({
      complaints: settings.ADVERTISER_COMPLAINTS_PAUSE,
      rate: settings.ADVERTISER_COMPLAINT_RATE_PAUSE,
    })),
  ],
  exports: [FindReactions, JudgeAdvertisers, RecordComplaints],
})
export class StatisticsModule {}
