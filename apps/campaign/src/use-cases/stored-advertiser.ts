import type { Advertiser } from '../produces/campaign.advertisers.v1';

/** As the table has it: null is what an advertiser does not have. */
export type StoredAdvertiser = Omit<Advertiser, Optional> & { [K in Optional]: NonNullable<Advertiser[K]> | null };
type Optional = 'webhookUrl' | 'sendingHours' | 'contact';

export type AdvertiserView = Omit<Advertiser, 'createdAt'> & { createdAt: string };

/** Yields StoredAdvertiser, its `createdAt` in epoch ms. */
export const SELECT_ADVERTISER = `SELECT id, name, legal_name AS "legalName", sender, short_code AS "shortCode", country,
  codes, link_hosts AS "linkHosts", webhook_url AS "webhookUrl", sending_hours AS "sendingHours", contact,
  (extract(epoch FROM created_at) * 1000)::float8 AS "createdAt" FROM advertiser`;

export function advertiserOf({ webhookUrl, sendingHours, contact, ...stored }: StoredAdvertiser): Advertiser {
  return {
    ...stored,
    ...(webhookUrl !== null && { webhookUrl }),
    ...(sendingHours !== null && { sendingHours }),
    ...(contact !== null && { contact }),
  };
}

export const advertiserView = ({ createdAt, ...advertiser }: Advertiser): AdvertiserView => ({
  ...advertiser,
  createdAt: new Date(createdAt).toISOString(),
});
