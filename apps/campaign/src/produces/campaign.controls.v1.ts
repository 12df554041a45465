import { type CampaignControl, campaignControls } from '@stopsms/contracts';
import type { Outgoing } from '@stopsms/messaging';

export { type CampaignControl, campaignControls };

export const controlRecord = (control: CampaignControl): Outgoing<CampaignControl> => ({
  key: control.campaignId,
  value: control,
});

/** Nothing of the campaign can be under way any more. */
export const tombstone = (campaignId: string): Outgoing<null> => ({ key: campaignId, value: null });
