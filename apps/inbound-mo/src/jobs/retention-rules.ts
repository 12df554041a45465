import type { Database } from '@stopsms/persistence';
import { type RetentionRule, inChunks } from '@stopsms/service';
import type { InboundMoMetrics } from '../inbound-mo-metrics';
import { LINKS_SQL } from '../links/links.store';
import { RECEIPTS_SQL } from '../receipts/receipts.store';
import { PARTS_SQL } from '../replies/parts.store';
import { REPLIES_SQL } from '../replies/replies.store';
import type { ExpireUnclassified } from '../replies/unclassified/expire-unclassified';
import { UNCLASSIFIED_SQL } from '../replies/unclassified/unclassified.store';

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** Rules of this service, in order. */
export const retentionRules = (metrics: InboundMoMetrics, expireUnclassified: ExpireUnclassified): RetentionRule[] => [
  {
    // Number and text of a reply: proof of how it was read, then classification alone. An overdue decision needs the number.
    name: 'replies in clear',
    everyMs: HOUR_MS,
    keptMs: 30 * DAY_MS,
    deleteBefore: async (database, before) => {
      await expireUnclassified.execute();
      await inChunks(() => eraseReplies(database, before));
    },
  },
  {
    // Operators retry for 7 days (docs/law/operators.md#replies); after that no part arrives.
    name: 'parts of replies',
    everyMs: HOUR_MS,
    keptMs: 8 * DAY_MS,
    deleteBefore: olderRows(PARTS_SQL.deleteExpired),
  },
  {
    // Longer than any retry is looked for.
    name: 'first texts',
    everyMs: HOUR_MS,
    keptMs: 3 * DAY_MS,
    deleteBefore: olderRows(REPLIES_SQL.deleteExpiredFirstTexts),
  },
  {
    // Attribution looks back 90 days (docs/law/opt-outs.md#shared-codes).
    name: 'sent messages',
    everyMs: HOUR_MS,
    keptMs: 92 * DAY_MS,
    deleteBefore: olderRows(RECEIPTS_SQL.deleteExpiredSends),
  },
  {
    name: 'parts of sent messages',
    everyMs: HOUR_MS,
    keptMs: 92 * DAY_MS,
    deleteBefore: olderRows(RECEIPTS_SQL.deleteExpiredParts),
  },
  {
    // An unsubscribe link works 400 days and more (docs/law/mention.md#links).
    name: 'unsubscribe links',
    everyMs: HOUR_MS,
    keptMs: 430 * DAY_MS,
    deleteBefore: olderRows(LINKS_SQL.deleteExpired),
  },
  {
    // Operators retry for 7 days (docs/law/operators.md#replies); after that the message of a receipt is not found.
    name: 'receipts of unknown messages',
    everyMs: HOUR_MS,
    keptMs: 8 * DAY_MS,
    deleteBefore: async (database, before) =>
      metrics.receipts.inc({ outcome: 'orphaned' }, await olderRows(RECEIPTS_SQL.deleteOrphans)(database, before)),
  },
];

type DeleteStatement = (typeof PARTS_SQL)['deleteExpired'];

const olderRows = (statement: DeleteStatement) => (database: Database, before: number) =>
  inChunks(() => database.query(statement, [before]));

/** Erases number and text of a chunk of replies; a start among them that waits for a decision ends. */
const eraseReplies = (database: Database, before: number) =>
  database.run(async (tx) => {
    const erased = await tx.query(REPLIES_SQL.eraseExpired, [before]);
    if (erased.length > 0) tx.send(UNCLASSIFIED_SQL.eraseExpiredStarts, [erased.map(({ id }) => id)]);
    return erased;
  });
