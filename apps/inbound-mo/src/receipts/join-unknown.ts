import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import { RECEIPTS_SQL } from './receipts.store';

/**
 * Finds the message of a receipt whose id is unknown because the response to its submit was lost: the one that it names by our
 * reference, else the handset's only message of unknown outcome from this operator.
 */
@Injectable()
export class JoinUnknown {
  constructor(private readonly database: Database) {}

  /**
   * Names the parts; SettleReceipts then does the rest.
   * @param receivedBefore - epoch ms. A younger receipt may precede the status that contains its id.
   */
  async execute(receivedBefore: number): Promise<void> {
    await this.database.query(RECEIPTS_SQL.joinReferences, [receivedBefore]);
    await this.database.query(RECEIPTS_SQL.joinUnknown, [receivedBefore]);
  }
}
