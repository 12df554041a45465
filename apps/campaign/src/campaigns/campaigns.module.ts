import { Module } from '@nestjs/common';
import { AdvertisersModule } from '../advertisers/advertisers.module';
import { ContactsModule } from '../contacts/contacts.module';
import { MessagesModule } from '../messages/messages.module';
import { fromSettings } from '../settings';
import type { ReactionLimits } from '../statistics/judge-reaction.rule';
import { StatisticsModule } from '../statistics/statistics.module';
import { CampaignMessagesController } from './campaign-messages.controller';
import { CampaignOwner } from './campaign-owner';
import { CampaignsController } from './campaigns.controller';
import { AnnounceCampaigns } from './controls/announce-campaigns';
import { ChangeCampaign } from './controls/change-campaign';
import { DeleteExpiredControls } from './controls/delete-expired-controls';
import { JudgeCampaigns, REACTION_LIMITS } from './controls/judge-campaigns';
import { ManageCampaign } from './controls/manage-campaign';
import { ManagedCampaignsController } from './controls/managed-campaigns.controller';
import { ChangeDraft } from './drafts/change-draft';
import { CreateCampaign } from './drafts/create-campaign';
import { DraftsController } from './drafts/drafts.controller';
import { DuplicateCampaign } from './drafts/duplicate-campaign';
import { SendTest } from './drafts/send-test';
import { TestSendsController } from './drafts/test-sends.controller';
import { FindCampaignMessages } from './find-campaign-messages';
import { FindCampaigns } from './find-campaigns';
import { ListCampaigns } from './list-campaigns';
import { CheckCampaignText } from './preflight/check-campaign-text';
import { COMPLIANCE_URL, ComplianceClient } from './preflight/compliance-client';
import { ForeseeDepartures } from './preflight/foresee-departures';
import { PreflightCampaign } from './preflight/preflight-campaign';
import { PreflightsController } from './preflight/preflights.controller';
import { PRICE_LIST_FILE, PriceListFile } from './preflight/price-list-file';
import { ProgressController } from './progress.controller';
import { FindReport } from './report/find-report';
import { ReportController } from './report/report.controller';
import { CHUNK, ExpandCampaign } from './run/expand-campaign';
import { LaunchCampaign } from './run/launch-campaign';
import { CampaignRunner } from './run/run-campaigns';
import { StartCampaign } from './run/start-campaign';
import { WatchProgress } from './watch-progress';

const reactionLimits = fromSettings(REACTION_LIMITS, (settings): ReactionLimits => ({
  alertRate: settings.STOP_RATE_ALERT,
  alertAfter: settings.STOP_RATE_ALERT_AFTER,
  pauseRate: settings.STOP_RATE_PAUSE,
  pauseAfter: settings.STOP_RATE_PAUSE_AFTER,
  complaints: settings.COMPLAINTS_PAUSE,
  complaintRate: settings.COMPLAINT_RATE_PAUSE,
}));

/** Campaigns from draft to completion. */
@Module({
  imports: [AdvertisersModule, MessagesModule, ContactsModule, StatisticsModule],
  controllers: [
    CampaignsController,
    CampaignMessagesController,
    DraftsController,
    ManagedCampaignsController,
    ReportController,
    TestSendsController,
    PreflightsController,
    ProgressController,
  ],
  providers: [
    CampaignOwner,
    FindCampaigns,
    FindReport,
    ListCampaigns,
    FindCampaignMessages,
    WatchProgress,
    CreateCampaign,
    DuplicateCampaign,
    ChangeDraft,
    SendTest,
    CheckCampaignText,
    ComplianceClient,
    ForeseeDepartures,
    PreflightCampaign,
    PriceListFile,
    LaunchCampaign,
    StartCampaign,
    ExpandCampaign,
    CampaignRunner,
    ChangeCampaign,
    ManageCampaign,
    JudgeCampaigns,
    AnnounceCampaigns,
    DeleteExpiredControls,
    reactionLimits,
    fromSettings(PRICE_LIST_FILE, (settings) => settings.PRICE_LIST_FILE ?? null),
    fromSettings(COMPLIANCE_URL, (settings) => settings.COMPLIANCE_URL),
    fromSettings(CHUNK, ({ CAMPAIGN_CHUNK }) => CAMPAIGN_CHUNK),
  ],
  exports: [JudgeCampaigns],
})
export class CampaignsModule {}
