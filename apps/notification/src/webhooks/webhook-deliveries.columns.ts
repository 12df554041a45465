import type { QuotaContent } from './webhook-delivery';

/** Columns of which the schema does not say enough. */
export interface Columns {
  webhook_delivery: { type: 'opt-out.changed' | 'quota.reached'; data: QuotaContent['data'] };
}
