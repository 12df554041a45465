import { Injectable } from '@nestjs/common';
import { journal } from '@stopsms/contracts';
import { RecipientKeys } from '@stopsms/kernel';
import { KafkaTransport, TransientFault, partitionOf, shareCalls } from '@stopsms/messaging';
import { Database, type Sql } from '@stopsms/persistence';
import { RECEIPTS_SQL } from './receipts.store';
import type { RecentSend } from './recent-send';

const CATCH_UP_LIMIT_MS = 5_000;
/** Period after a change of the recipient secret in which dispatchers may still submit adverts under earlier keys. */
const KEYS_MIX_MS = 86_400_000;

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
    private readonly keys: RecipientKeys,
  ) {}

  /**
   * Resolves once what was sent to these recipients under an earlier key is in the ledger. It is in another partition than the reply, so
   * `after` does not wait for it.
   * @throws TransientFault if it is not within 5 s
   */
  async catchUpOnEarlierKeys(recipientKeys: readonly string[]): Promise<void> {
    const { changedAt } = this.keys;
    if (changedAt === undefined || Date.now() - changedAt > KEYS_MIX_MS) return;
    const forms = recipientKeys.flatMap((key) => this.keys.formsOf(key));
    const partitions = new Set(forms.map((key) => partitionOf(journal, key)));
    if (!(await this.transport.groupCaughtUp(journal, CATCH_UP_LIMIT_MS, partitions)))
      throw new TransientFault('what was sent under earlier recipient keys is not recorded yet');
  }

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
