import { type Advertiser, advertisers } from '@stopsms/contracts';
import type { Outgoing } from '@stopsms/messaging';

export { type Advertiser, advertisers };

export const advertiserRecord = (advertiser: Advertiser): Outgoing<Advertiser> => ({
  key: advertiser.id,
  value: advertiser,
});
