import type { QuotaContent } from './webhook-delivery';

/** Columns whose type the schema does not determine. */
export interface Columns {
  webhook_delivery: { type: 'opt-out.changed' | 'quota.reached'; data: QuotaContent['data'] };
}
