import type { Advertiser } from '../produces/campaign.advertisers.v1';
import type { AdvertisersSql } from './advertisers.sql';

/** As the table has it: null is what an advertiser does not have. */
export type StoredAdvertiser = AdvertisersSql['byId']['row'];

export type MarketingPause = NonNullable<Advertiser['marketingPaused']>;
export type PauseView = Omit<MarketingPause, 'at'> & { at: string };
/** View of an advertiser; its changes show the accounts from which it was separated. */
export type AdvertiserView = Omit<Advertiser, 'createdAt' | 'marketingPaused' | 'separated'> & {
  createdAt: string;
  marketingPaused?: PauseView;
};

export function advertiserOf(row: StoredAdvertiser): Advertiser {
  const { webhookUrl, sendingHours, contact, quotas, frequencyCaps, countries, marketingPaused, ...rest } = row;
  const { registration, entityId, separated, ...stored } = rest;
  return {
    ...stored,
    ...(registration !== null && { registration }),
    ...(entityId !== null && { entityId }),
    ...(separated !== null && { separated }),
    ...(webhookUrl !== null && { webhookUrl }),
    ...(sendingHours !== null && { sendingHours }),
    ...(contact !== null && { contact }),
    ...(quotas !== null && { quotas }),
    ...(frequencyCaps !== null && { frequencyCaps }),
    ...(countries !== null && { countries }),
    ...(marketingPaused !== null && { marketingPaused }),
  };
}

export const advertiserView = ({
  createdAt,
  marketingPaused,
  separated: _,
  ...advertiser
}: Advertiser): AdvertiserView => ({
  ...advertiser,
  ...(marketingPaused && { marketingPaused: pauseView(marketingPaused) }),
  createdAt: new Date(createdAt).toISOString(),
});

export const pauseView = ({ at, ...pause }: MarketingPause): PauseView => ({
  ...pause,
  at: new Date(at).toISOString(),
});
