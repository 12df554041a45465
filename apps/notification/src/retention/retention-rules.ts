import { RETENTION_CHUNK, type RetentionRule, inChunks } from '@stopsms/service';
import { OPT_OUT_PUSHES_SQL } from '../pushes/opt-out-pushes.store';
import { SERVICE_MESSAGES_SQL } from '../service-messages/service-messages.store';
import { WEBHOOK_DELIVERIES_SQL } from '../webhooks/webhook-deliveries.store';

const DAY_MS = 86_400_000;

/** Rules of this service (docs/law/retention.md#how-long). */
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
    keptMs: 30 * DAY_MS,
    deleteBefore: (database, before) => inChunks(() => database.query(OPT_OUT_PUSHES_SQL.deleteEnded, [before])),
  },
  {
    // Longer than the records that lead to calls, by which one that arrives again is recognised.
    name: 'calls of webhooks that ended',
    everyMs: DAY_MS,
    keptMs: 90 * DAY_MS,
    deleteBefore: (database, before) =>
      inChunks(() => database.query(WEBHOOK_DELIVERIES_SQL.deleteBefore, [before, RETENTION_CHUNK])),
  },
  {
    // As long as the log of sent messages.
    name: 'confirmations and answers',
    everyMs: DAY_MS,
    keptMs: 365 * DAY_MS,
    deleteBefore: (database, before) =>
      inChunks(() => database.query(SERVICE_MESSAGES_SQL.deleteBefore, [before, RETENTION_CHUNK])),
  },
];
