import { Controller } from '@nestjs/common';
import { campaignControls } from '@stopsms/contracts';
import { Consumes, type MessageOf } from '@stopsms/messaging';
import { FollowControls } from '../waiting/holding/follow-controls';

// Kept in the database and not in memory: one replica reads it, and the decision of every replica sees it in its own
// transaction.
@Controller()
export class CampaignControlsConsumer {
  constructor(private readonly followControls: FollowControls) {}

  @Consumes(campaignControls)
  async handle(messages: MessageOf<typeof campaignControls>[]): Promise<void> {
    await this.followControls.execute(
      messages.map(({ key, value }) =>
        value === null
          ? { campaignId: key, state: null, at: 0 }
          : { campaignId: key, advertiserId: value.advertiserId, state: value.state, at: value.at },
      ),
    );
  }
}
