import { Module } from '@nestjs/common';
import { ControlsModule } from '../controls/controls.module';
import { DispatchModule } from '../dispatch/dispatch.module';
import { QuarantineModule } from '../quarantine/quarantine.module';
import { ViewModule } from '../view/view.module';
import { CampaignControlsFollower } from './campaign.controls.v1';
import { ClearedInformativeLane } from './compliance.cleared-informative.v1';
import { ClearedMarketingLane } from './compliance.cleared-marketing.v1';
import { QuarantinesFollower } from './inbound-mo.quarantines.v1';
import { MoReceivedFollower } from './inbound-mo.received.v1';
import { ServiceLane } from './notification.messages.v1';
import { OptOutsFollower } from './suppression.opt-outs.v1';

@Module({
  imports: [ControlsModule, ViewModule, QuarantineModule, DispatchModule],
  controllers: [
    ClearedMarketingLane,
    ClearedInformativeLane,
    ServiceLane,
    OptOutsFollower,
    MoReceivedFollower,
    QuarantinesFollower,
    CampaignControlsFollower,
  ],
})
export class ConsumersModule {}
