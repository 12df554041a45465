import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { InboundMoMetrics } from '../inbound-mo-metrics';
import { LINKS_SQL } from '../links/links.store';
import { RECEIPTS_SQL } from '../receipts/receipts.store';
import { PARTS_SQL } from '../replies/parts.store';
import { REPLIES_SQL } from '../replies/replies.store';
import { UNCLASSIFIED_SQL } from '../replies/unclassified/unclassified.store';
import { RETENTION_CHUNK } from '../retention';

const DAY_MS = 86_400_000;
/** Retention, in days. */
const RETENTION_DAYS = {
  /**
   * Number and text of a reply in clear: proof of how it was read, then classification alone
   * (docs/law/retention.md#how-long).
   */
  replyInClear: 30,
  /** Attribution looks back 90 days (docs/law/opt-outs.md#shared-codes). */
  sends: 92,
  /** An unsubscribe link works 400 days and more (docs/law/mention.md#links). */
  links: 430,
  /** Operators retry for 7 days (docs/law/operators.md#replies); after that no receipt or part arrives. */
  receipts: 8,
  parts: 8,
  /** Longer than any retry is looked for. */
  firstTexts: 3,
};

/** Deletes data whose retention has ended. */
@Injectable()
export class DeleteExpired {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly metrics: InboundMoMetrics,
  ) {}

  async execute(): Promise<void> {
    await inChunks(() => this.eraseReplies());
    await this.delete(PARTS_SQL.deleteExpired, RETENTION_DAYS.parts);
    await this.delete(REPLIES_SQL.deleteExpiredFirstTexts, RETENTION_DAYS.firstTexts);
    await this.delete(RECEIPTS_SQL.deleteExpiredSends, RETENTION_DAYS.sends);
    await this.delete(RECEIPTS_SQL.deleteExpiredParts, RETENTION_DAYS.sends);
    await this.delete(LINKS_SQL.deleteExpired, RETENTION_DAYS.links);
    const orphaned = await this.delete(RECEIPTS_SQL.deleteOrphans, RETENTION_DAYS.receipts);
    this.metrics.receipts.inc({ outcome: 'orphaned' }, orphaned);
  }

  /** Erases number and text of a chunk of replies; a start among them that waits for a decision ends. @returns their number */
  private eraseReplies(): Promise<number> {
    return this.database.run(async (tx) => {
      const erased = await tx.query(REPLIES_SQL.eraseExpired, [this.before(RETENTION_DAYS.replyInClear)]);
      if (erased.length > 0) tx.send(UNCLASSIFIED_SQL.eraseExpiredStarts, [erased.map(({ id }) => id)]);
      return erased.length;
    });
  }

  private delete(statement: DeleteStatement, days: number): Promise<number> {
    return inChunks(async () => (await this.database.query(statement, [this.before(days)])).length);
  }

  private before(days: number): number {
    return this.clock.now() - days * DAY_MS;
  }
}

type DeleteStatement = (typeof PARTS_SQL)['deleteExpired'];

/** Repeats until a chunk is not full. @returns rows of all chunks */
async function inChunks(deleteChunk: () => Promise<number>): Promise<number> {
  for (let total = 0; ;) {
    const count = await deleteChunk();
    total += count;
    if (count < RETENTION_CHUNK) return total;
  }
}
