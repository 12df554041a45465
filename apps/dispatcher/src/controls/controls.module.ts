import { Module } from '@nestjs/common';
import { CampaignControls } from './campaign-controls';
import { MarketingPauses } from './marketing-pauses';

@Module({ providers: [CampaignControls, MarketingPauses], exports: [CampaignControls, MarketingPauses] })
export class ControlsModule {}
