import { Injectable } from '@nestjs/common';
import type { Receipt } from '@stopsms/contracts';
import type { Tx } from '@stopsms/persistence';
import { NUMBER_STATES, RECEIPTS_SQL } from './receipts.store';

/**
 * Selects the receipts about the number: each failure, and the delivery that ends a series of failures. Consumers tolerate one
 * too many, not one too few.
 */
@Injectable()
export class SelectFailures {
  async of<S extends { receipt: Receipt }>(tx: Tx, settled: readonly S[]): Promise<S[]> {
    const failed = settled.filter(({ receipt }) => receipt.outcome === 'failed');
    const failing = new Set(failed.map(({ receipt }) => receipt.recipientKey));
    const over = await this.endFailures(
      tx,
      settled.filter(({ receipt }) => receipt.outcome === 'delivered'),
    );
    this.recordFailures(tx, failed);
    return settled.filter(({ receipt: { outcome, recipientKey } }) => {
      return outcome === 'failed' || over.has(recipientKey) || failing.has(recipientKey);
    });
  }

  /** @returns recipient keys of numbers whose failures these deliveries end */
  private async endFailures(tx: Tx, delivered: readonly { receipt: Receipt }[]): Promise<Set<string>> {
    if (delivered.length === 0) return new Set();
    const rows = await tx.query(RECEIPTS_SQL.endFailures, statesOf(delivered));
    return new Set(rows.map(({ recipientKey }) => recipientKey));
  }

  private recordFailures(tx: Tx, failed: readonly { receipt: Receipt }[]): void {
    if (failed.length === 0) return;
    tx.send(RECEIPTS_SQL.recordFailures, statesOf(failed));
  }
}

const statesOf = (settled: readonly { receipt: Receipt }[]) =>
  NUMBER_STATES.of(settled, ({ receipt: { recipientKey, at } }) => ({ recipientKey, at }));
