import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import { RECEIPTS_SQL } from './receipts.store';

/**
 * Finds the message of a receipt whose id is unknown because the response to its submit was lost. It requires that the handset
 * has exactly one message of unknown outcome from this operator.
 */
@Injectable()
export class JoinUnknown {
  constructor(private readonly database: Database) {}

  /**
   * Names the parts; SettleReceipts then does the rest.
   * @param receivedBefore - epoch ms. A younger receipt may precede the status that contains its id.
   */
  async execute(receivedBefore: number): Promise<void> {
    await this.database.query(RECEIPTS_SQL.joinUnknown, [receivedBefore]);
  }
}
