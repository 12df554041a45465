import type { RetentionRule } from '@stopsms/service';
import { WEBHOOK_DELIVERIES_SQL } from '../webhooks/webhook-deliveries.store';

/** Rules of this service. */
export const RETENTION_RULES: readonly RetentionRule[] = [
  {
    // For these nobody made a secret in time. The row has the instant, 30 days after it was held.
    name: 'numbers of held webhooks',
    everyMs: 600_000,
    keptMs: 0,
    deleteBefore: (database, before) => database.query(WEBHOOK_DELIVERIES_SQL.failHeldUntil, [before]),
  },
];
