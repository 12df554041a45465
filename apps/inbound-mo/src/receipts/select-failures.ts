import { Injectable } from '@nestjs/common';
import type { Receipt } from '@stopsms/contracts';
import type { Tx } from '@stopsms/persistence';

/**
 * Selects the receipts about the number: each failure, and the delivery that ends a series of failures. Consumers tolerate one
 * too many, not one too few.
 */
@Injectable()
export class SelectFailures {
  async of<S extends { receipt: Receipt }>(tx: Tx, settled: readonly S[]): Promise<S[]> {
    const failed = settled.filter(({ receipt }) => receipt.outcome === 'failed');
    const failing = new Set(failed.map(({ receipt }) => receipt.recipientKey));
    const over = await this.forget(
      tx,
      settled.filter(({ receipt }) => receipt.outcome === 'delivered'),
    );
    this.remember(tx, failed);
    return settled.filter(({ receipt: { outcome, recipientKey } }) => {
      return outcome === 'failed' || over.has(recipientKey) || failing.has(recipientKey);
    });
  }

  /** @returns whose failures these deliveries end */
  private async forget(tx: Tx, delivered: readonly { receipt: Receipt }[]): Promise<Set<string>> {
    if (delivered.length === 0) return new Set();
    const rows = await tx.query<{ key: string }>(
      `DELETE FROM failed_number f USING unnest($1::text[], $2::float8[]) AS d(key, at)
       WHERE f.recipient_key = d.key AND f.failed_at <= to_timestamp(d.at / 1000.0)
       RETURNING f.recipient_key AS key`,
      columnsOf(delivered),
    );
    return new Set(rows.map(({ key }) => key));
  }

  private remember(tx: Tx, failed: readonly { receipt: Receipt }[]): void {
    if (failed.length === 0) return;
    tx.send(
      `INSERT INTO failed_number AS f (recipient_key, failed_at)
       SELECT d.key, to_timestamp(max(d.at) / 1000.0) FROM unnest($1::text[], $2::float8[]) AS d(key, at) GROUP BY d.key
       ON CONFLICT (recipient_key) DO UPDATE SET failed_at = greatest(f.failed_at, excluded.failed_at)`,
      columnsOf(failed),
    );
  }
}

const columnsOf = (settled: readonly { receipt: Receipt }[]): unknown[][] => [
  settled.map(({ receipt }) => receipt.recipientKey),
  settled.map(({ receipt }) => receipt.at),
];
