import { Type } from '@sinclair/typebox';
import { compacted, defineTopic, type ValueOf } from '../define-topic';
import { AdvertiserId, Instant, OneOf, Uuid } from '../fields';

// Compacted, so that whoever starts late still knows every campaign that must not go on. Written when a campaign is
// paused, resumed or cancelled, and removed by a tombstone once nothing of it can be under way any more, so that the
// table its readers keep stays small (decision 0008).
export const campaignControls = defineTopic({
  name: 'campaign.controls.v1',
  description: 'Last decision on each campaign: running, paused or cancelled.',
  key: { description: 'campaign id' },
  value: Type.Object({
    campaignId: Uuid('campaign'),
    advertiserId: AdvertiserId,
    state: OneOf('running', 'paused', 'cancelled'),
    reason: Type.Optional(Type.String({ description: 'reason of the decision, for people' })),
    at: Instant('decided'),
  }),
  partitions: 1,
  cleanup: compacted,
});
export type CampaignControl = ValueOf<typeof campaignControls>;
