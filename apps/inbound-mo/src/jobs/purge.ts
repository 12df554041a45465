import { Injectable } from '@nestjs/common';
import { Clock } from '@stopsms/kernel';
import { Database } from '@stopsms/persistence';
import { InboundMoMetrics } from '../inbound-mo-metrics';

const DAY_MS = 86_400_000;
/** Rows per statement: nobody waits long behind a purge. */
const CHUNK = 10_000;

/** Retention, in days. */
const KEPT_DAYS = {
  /**
   * Number and text of a reply in clear: proof of how it was read, then classification alone
   * (docs/law/retention.md#how-long).
   */
  replyInClear: 30,
  /** Attribution looks back 90 days (docs/law/opt-outs.md#shared-codes). */
  sends: 92,
  /** An unsubscribe link works 400 days and more (docs/law/mention.md#links). */
  tokens: 430,
  /** Operators retry for 7 days (docs/law/operators.md#replies); after that no receipt or part arrives. */
  receipts: 8,
  parts: 8,
  /** Longer than any retry is looked for. */
  firstTexts: 3,
};

/** Deletes what there is no reason to keep any longer. */
@Injectable()
export class Purge {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly metrics: InboundMoMetrics,
  ) {}

  async execute(): Promise<void> {
    await this.inChunks(
      `WITH gone AS (
         UPDATE reply SET msisdn = NULL, text = NULL WHERE reply_id IN (
           SELECT reply_id FROM reply WHERE msisdn IS NOT NULL AND read_at < to_timestamp($1 / 1000.0) LIMIT ${CHUNK})
         RETURNING reply_id
       ), unread AS (
         UPDATE unread_reply SET state = 'erased' WHERE state = 'open' AND asks_for = 'start' AND reply_id IN (SELECT reply_id FROM gone)
       )
       SELECT 1 FROM gone`,
      KEPT_DAYS.replyInClear,
    );
    await this.inChunks(olderThan('mo_part', 'stored_at'), KEPT_DAYS.parts);
    await this.inChunks(olderThan('first_text', 'accepted_at'), KEPT_DAYS.firstTexts);
    await this.inChunks(olderThan('sent_message', 'sent_at'), KEPT_DAYS.sends);
    await this.inChunks(olderThan('sent_part', 'sent_at'), KEPT_DAYS.sends);
    await this.inChunks(olderThan('unsubscribe_token', 'sent_at'), KEPT_DAYS.tokens);
    const orphaned = await this.inChunks(olderThan('raw_receipt', 'received_at'), KEPT_DAYS.receipts);
    this.metrics.receipts.inc({ outcome: 'orphaned' }, orphaned);
  }

  private async inChunks(sql: string, days: number): Promise<number> {
    const before = this.clock.now() - days * DAY_MS;
    for (let total = 0; ;) {
      const { length } = await this.database.query(sql, [before]);
      total += length;
      if (length < CHUNK) return total;
    }
  }
}

const olderThan = (table: string, column: string): string =>
  `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
     SELECT ctid FROM ${table} WHERE ${column} < to_timestamp($1 / 1000.0) LIMIT ${CHUNK})) RETURNING 1`;
