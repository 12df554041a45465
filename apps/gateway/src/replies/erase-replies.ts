import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import { DELIVERIES_SQL } from '../deliveries/deliveries.store';
import { REPLIES_SQL } from './replies.store';

/**
 * Deletes replies of recipients who asked for erasure (docs/law/retention.md#erasure), which inbound-mo names by their ids. The number of a
 * message under way stays until the message ends, and that of a receipt until it is delivered, some days at most.
 */
@Injectable()
export class EraseReplies {
  constructor(private readonly database: Database) {}

  async execute(replyIds: readonly string[]): Promise<void> {
    if (replyIds.length === 0) return;
    await this.database.run((tx) => {
      tx.send(DELIVERIES_SQL.eraseReplies, [replyIds]);
      tx.send(REPLIES_SQL.eraseEarlier, [replyIds]);
      return Promise.resolve();
    });
  }
}
