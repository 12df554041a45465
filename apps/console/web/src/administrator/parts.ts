import type { Schemas } from '@stopsms/clients';

export type Advertiser = Schemas['campaign']['AdvertiserAnswer'];
export type AdvertiserChanges = Schemas['campaign']['AdvertiserChangesDto'];
export type Sender = Schemas['campaign']['SendersAnswer']['items'][number];
export type Key = Schemas['campaign']['KeysAnswer']['items'][number];
export type WebhookSecret = Schemas['campaign']['WebhookSecretsAnswer']['items'][number];
export type WebhookCall = Schemas['notification']['WebhookDeliveriesAnswer']['items'][number];
