import { Inject, Injectable } from '@nestjs/common';
import { mergeCalls } from '@stopsms/messaging';
import { Outbox } from '@stopsms/outbox';
import { Database, type Tx } from '@stopsms/persistence';
import { LOG, type Log } from '@stopsms/service';
import { InboundMoMetrics } from '../inbound-mo-metrics';
import { failedReceiptRecord, failedReceipts } from '../produces/inbound-mo.failed-receipts.v1';
import { type Receipt, receiptRecord, receipts } from '../produces/inbound-mo.receipts.v1';
import { ProviderTerms } from '../providers/provider-terms';
import type { ReceiptsSql } from './receipts.sql';
import { JOIN_LIMIT, PART_STATES, RECEIPTS_SQL } from './receipts.store';
import { SelectFailures } from './select-failures';

/**
 * Joins waiting receipts to the messages they are about. A message is settled once: failed with its first failed part,
 * delivered when every part is.
 */
@Injectable()
export class SettleReceipts {
  /**
   * The lock below lets one settle at a time: what comes meanwhile goes together, on one connection. Nobody waits for it,
   * and a join of ten receipts costs as much as one of a hundred.
   */
  private readonly merged = mergeCalls<string>((smscIds) => this.execute(smscIds), JOIN_LIMIT, 1, 100);

  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly failures: SelectFailures,
    private readonly metrics: InboundMoMetrics,
    private readonly terms: ProviderTerms,
    @Inject(LOG) private readonly log: Log,
  ) {}

  /** Settles receipts with these operator ids in the background; what a failure leaves is taken by the next run of the job. */
  soon(smscIds: string[]): void {
    Promise.all(smscIds.map((smscId) => this.merged([smscId]))).catch((error: unknown) => {
      this.log.warn({ err: error }, 'Receipts are stored and not joined yet; trying again soon');
    });
  }

  /** @param smscIds - only receipts with these operator ids; every waiting one when absent */
  async execute(smscIds?: string[]): Promise<void> {
    if (smscIds?.length === 0) return;
    while ((await this.settleSome(smscIds)) === JOIN_LIMIT);
  }

  private async settleSome(smscIds: string[] | undefined): Promise<number> {
    const { joined, fresh, settled } = await this.database.run(async (tx) => {
      tx.send(RECEIPTS_SQL.lockSettling);
      const matched = await (smscIds ? tx.query(RECEIPTS_SQL.takeOf, [smscIds]) : tx.query(RECEIPTS_SQL.takeAny));
      const parts = await this.markParts(tx, matched);
      const messages = await this.settle(tx, parts);
      await this.outbox.add(
        tx,
        receipts,
        messages.map(({ receipt, traceparent }) => receiptRecord(receipt, traceparent)),
      );
      const failures = await this.failures.of(tx, messages);
      await this.outbox.add(
        tx,
        failedReceipts,
        failures.map(({ receipt, traceparent }) => failedReceiptRecord(receipt, traceparent)),
      );
      return { joined: matched.length, fresh: parts.length, settled: messages };
    });
    for (const { receipt } of settled) this.metrics.receipts.inc({ outcome: receipt.outcome });
    this.metrics.receipts.inc({ outcome: 'late' }, joined - fresh);
    return joined;
  }

  /** The first final state of a part wins; returns the parts that had none. */
  private async markParts(tx: Tx, matched: Matched[]): Promise<{ messageId: string }[]> {
    const first = new Map<string, Matched>();
    for (const receipt of matched) {
      const key = `${receipt.provider} ${receipt.smscId}`;
      if (!first.has(key)) first.set(key, receipt);
    }
    if (first.size === 0) return [];
    return tx.query(RECEIPTS_SQL.markParts, PART_STATES.of([...first.values()]));
  }

  /** The part that settles a message is its first failed one, else its last delivered one. */
  private async settle(tx: Tx, parts: { messageId: string }[]): Promise<TracedReceipt[]> {
    if (parts.length === 0) return [];
    const messageIds = [...new Set(parts.map(({ messageId }) => messageId))];
    const rows = await tx.query(RECEIPTS_SQL.settle, [messageIds]);
    return rows.map((row) => ({
      receipt: this.toReceipt(row),
      ...(row.traceparent !== null && { traceparent: row.traceparent }),
    }));
  }

  private toReceipt({ campaignId, error, traceparent: _, ...row }: ReceiptsSql['settle']['row']): Receipt {
    const isBlock = row.outcome === 'failed' && error !== null && this.terms.isBlock(row.provider, error);
    return {
      ...row,
      ...(campaignId !== null && { campaignId }),
      ...(error !== null && { error }),
      ...(isBlock && { refusal: 'opted-out' as const }),
    };
  }
}

type Matched = ReceiptsSql['takeOf']['row'];

/** A receipt with the trace of its message, if somebody records that. */
interface TracedReceipt {
  receipt: Receipt;
  traceparent?: string;
}
