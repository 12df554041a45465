import type { Advertiser } from '../produces/campaign.advertisers.v1';

type Given<K extends keyof Advertiser> = NonNullable<Advertiser[K]>;

/** Columns whose type the schema does not determine. */
export interface Columns {
  advertiser: {
    sending_hours: Given<'sendingHours'>;
    marketing_paused: Given<'marketingPaused'>;
    enforcement: Given<'enforcement'>;
    quotas: Given<'quotas'>;
    frequency_caps: Given<'frequencyCaps'>;
    separated: Given<'separated'>;
  };
  advertiser_change: { changes: Record<string, unknown> };
}

/** Rows of `marketing_control` as JSON, the earliest first. */
export type Controls = {
  action: 'pause' | 'resume';
  at: string;
  by: string;
  code?: Given<'marketingPaused'>['code'];
  reason: string;
}[];
