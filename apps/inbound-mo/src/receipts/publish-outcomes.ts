import { Injectable } from '@nestjs/common';
import { Clock, isInstant } from '@stopsms/kernel';
import { Outbox } from '@stopsms/outbox';
import type { Tx } from '@stopsms/persistence';
import { InboundMoMetrics } from '../inbound-mo-metrics';
import { failedReceiptRecord, failedReceipts } from '../produces/inbound-mo.failed-receipts.v1';
import { type Receipt, receiptRecord, receipts } from '../produces/inbound-mo.receipts.v1';
import { serviceReceiptRecord, serviceReceipts } from '../produces/inbound-mo.service-receipts.v1';
import { ProviderTerms } from '../providers/provider-terms';
import type { ReceiptsSql } from './receipts.sql';
import { SelectFailures } from './select-failures';

/** A message with the receipt that settled it. */
export type Outcome = ReceiptsSql['settle']['row'];

/** Publishes the outcomes of messages in the transaction that settles them. */
@Injectable()
export class PublishOutcomes {
  constructor(
    private readonly outbox: Outbox,
    private readonly failures: SelectFailures,
    private readonly metrics: InboundMoMetrics,
    private readonly terms: ProviderTerms,
    private readonly clock: Clock,
  ) {}

  /** @param outcomes - those of one number in their order */
  async execute(tx: Tx, outcomes: readonly Outcome[]): Promise<void> {
    if (outcomes.length === 0) return;
    const settled = outcomes.map((outcome) => ({
      receipt: this.toReceipt(outcome),
      traceparent: outcome.traceparent ?? undefined,
      isFailing: outcome.isFailing,
      isService: outcome.isService,
    }));
    await this.outbox.add(
      tx,
      receipts,
      settled.map(({ receipt, traceparent }) => receiptRecord(receipt, traceparent)),
      GATHERED,
    );
    await this.outbox.add(
      tx,
      serviceReceipts,
      settled.flatMap(({ receipt, isService }) => (isService ? [serviceReceiptRecord(receipt)] : [])),
      GATHERED,
    );
    const failures = await this.failures.of(tx, settled);
    await this.outbox.add(
      tx,
      failedReceipts,
      failures.map(({ receipt, traceparent }) => failedReceiptRecord(receipt, traceparent)),
      GATHERED,
    );
    tx.afterCommit(() => {
      for (const { outcome } of outcomes) this.metrics.receipts.inc({ outcome });
    });
  }

  private toReceipt({ campaignId, error, traceparent: _, isFailing: __, isService: ___, ...row }: Outcome): Receipt {
    const isBlock = row.outcome === 'failed' && error !== null && this.terms.isBlock(row.provider, error);
    return {
      ...row,
      // A row with an impossible date, stored by an earlier version, would hold every receipt that is joined with it.
      at: isInstant(row.at) ? row.at : this.clock.now(),
      ...(campaignId !== null && { campaignId }),
      ...(error !== null && { error }),
      ...(isBlock && { refusal: 'opted-out' as const }),
    };
  }
}

/** A frame costs its readers ten times as much as a message: receipts of a moment share one. */
const GATHERED = { gathered: true };
