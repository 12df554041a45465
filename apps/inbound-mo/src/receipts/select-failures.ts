import { Injectable } from '@nestjs/common';
import type { Receipt } from '@stopsms/contracts';
import type { Tx } from '@stopsms/persistence';
import { NUMBER_STATES, RECEIPTS_SQL } from './receipts.store';

interface SettledReceipt {
  receipt: Receipt;
  /** A failure of its number was published, and no delivery since. */
  isFailing: boolean;
}

/**
 * Selects the receipts about the number: each failure, and the delivery that ends a series of failures. Consumers tolerate one
 * too many, not one too few.
 */
@Injectable()
export class SelectFailures {
  async of<S extends SettledReceipt>(tx: Tx, settled: readonly S[]): Promise<S[]> {
    const failed = settled.filter(({ receipt }) => receipt.outcome === 'failed');
    const ending = settled.filter(({ receipt, isFailing }) => isFailing && receipt.outcome === 'delivered');
    if (failed.length === 0 && ending.length === 0) return [];
    tx.send(RECEIPTS_SQL.lockFailures);
    const failing = new Set(failed.map(({ receipt }) => receipt.recipientKey));
    const over = await this.endFailures(tx, ending);
    if (failed.length > 0) tx.send(RECEIPTS_SQL.recordFailures, statesOf(failed));
    return settled.filter(({ receipt: { outcome, recipientKey } }) => {
      return outcome === 'failed' || over.has(recipientKey) || failing.has(recipientKey);
    });
  }

  /** @returns recipient keys of numbers whose failures these deliveries end */
  private async endFailures(tx: Tx, delivered: readonly SettledReceipt[]): Promise<Set<string>> {
    if (delivered.length === 0) return new Set();
    const rows = await tx.query(RECEIPTS_SQL.endFailures, statesOf(delivered));
    return new Set(rows.map(({ recipientKey }) => recipientKey));
  }
}

const statesOf = (settled: readonly SettledReceipt[]) =>
  NUMBER_STATES.of(settled, ({ receipt: { recipientKey, at } }) => ({ recipientKey, at }));
