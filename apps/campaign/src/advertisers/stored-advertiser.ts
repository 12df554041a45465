import type { Advertiser } from '../produces/campaign.advertisers.v1';
import type { AdvertisersSql } from './advertisers.sql';

/** Advertiser as a row of the table; null for absent fields. */
export type StoredAdvertiser = AdvertisersSql['byId']['row'];

export type MarketingPause = NonNullable<Advertiser['marketingPaused']>;
export type PauseView = Omit<MarketingPause, 'at'> & { at: string };
/** View of an advertiser; its changes show the accounts from which it was separated. */
export type AdvertiserView = Omit<Advertiser, 'createdAt' | 'marketingPaused' | 'separated' | 'enforcement'> & {
  createdAt: string;
  marketingPaused?: PauseView;
  enforcement?: Omit<NonNullable<Advertiser['enforcement']>, 'since'> & { since: string };
};

export function advertiserOf(row: StoredAdvertiser): Advertiser {
  const { webhookUrl, sendingHours, contact, quotas, frequencyCaps, countries, marketingPaused, enforcement, ...rest } =
    row;
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
    ...(enforcement !== null && { enforcement }),
  };
}

export const advertiserView = ({
  createdAt,
  marketingPaused,
  enforcement,
  separated: _,
  ...advertiser
}: Advertiser): AdvertiserView => ({
  ...advertiser,
  ...(marketingPaused && { marketingPaused: pauseView(marketingPaused) }),
  ...(enforcement && { enforcement: { ...enforcement, since: new Date(enforcement.since).toISOString() } }),
  createdAt: new Date(createdAt).toISOString(),
});

export const pauseView = ({ at, ...pause }: MarketingPause): PauseView => ({
  ...pause,
  at: new Date(at).toISOString(),
});
