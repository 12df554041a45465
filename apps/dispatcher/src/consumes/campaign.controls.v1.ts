import { Controller } from '@nestjs/common';
import { campaignControls } from '@stopsms/contracts';
import { Follows, type MessageOf } from '@stopsms/messaging';
import { CampaignControls } from '../controls/campaign-controls';

@Controller()
export class CampaignControlsFollower {
  constructor(private readonly controls: CampaignControls) {}

  @Follows(campaignControls)
  async handle(messages: MessageOf<typeof campaignControls>[]): Promise<void> {
    for (const { key, value } of messages) this.controls.apply(key, value?.state ?? null);
  }
}
