import { type RetentionRule, inChunks } from '@stopsms/service';
import { OPT_OUT_PUSHES_SQL } from '../pushes/opt-out-pushes.store';
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
  {
    // What is opted out at another system by us stays: it is ours to lift.
    name: 'pushes that ended',
    everyMs: 3_600_000,
    keptMs: 30 * 86_400_000,
    deleteBefore: (database, before) => inChunks(() => database.query(OPT_OUT_PUSHES_SQL.deleteEnded, [before])),
  },
];
