import { Injectable } from '@nestjs/common';
import { journal } from '@stopsms/contracts';
import { KafkaTransport, shareCalls } from '@stopsms/messaging';
import { Database, type Sql } from '@stopsms/persistence';
import { RECEIPTS_SQL } from './receipts.store';
import type { RecentSend } from './recent-send';

const CATCH_UP_LIMIT_MS = 5_000;

/** Recent texts by recipientKey. */
export type SendsByRecipient = ReadonlyMap<string, RecentSend[]>;

/** Recent texts to each recipient. */
@Injectable()
export class SendLedger {
  /**
   * Resolves once what dispatchers have begun by now is in the ledger, or after 5 s. Callers share it, because strangers
   * can make us ask as often as they like.
   */
  readonly catchUp = shareCalls(() => this.transport.groupCaughtUp(journal, CATCH_UP_LIMIT_MS));

  constructor(
    private readonly database: Database,
    private readonly transport: KafkaTransport,
  ) {}

  /** @param since - epoch ms. Texts that answer a person's own act (service lane) are nobody's advert and do not count. */
  async sendsTo(recipientKeys: string[], since: number, sql: Sql = this.database): Promise<SendsByRecipient> {
    const rows = await sql.query(RECEIPTS_SQL.recentSends, [[...new Set(recipientKeys)], since]);
    const byRecipient = new Map<string, RecentSend[]>();
    for (const { recipientKey, ...send } of rows) {
      byRecipient.set(recipientKey, [...(byRecipient.get(recipientKey) ?? []), send]);
    }
    return byRecipient;
  }
}
