import { Injectable } from '@nestjs/common';
import { journal } from '@stopsms/contracts';
import { KafkaTransport, shareCalls } from '@stopsms/messaging';
import { Database } from '@stopsms/persistence';
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
  async sendsTo(recipientKeys: string[], since: number): Promise<SendsByRecipient> {
    const rows = await this.database.query<RecentSend & { recipientKey: string; at: string; advertAt: string | null }>(
      `SELECT recipient_key AS "recipientKey", advertiser_id AS "advertiserId", sender, reply_code AS "replyCode",
         extract(epoch FROM max(sent_at)) * 1000 AS at,
         extract(epoch FROM max(sent_at) FILTER (WHERE lane = 'marketing')) * 1000 AS "advertAt", (array_agg(traceparent ORDER BY sent_at DESC))[1] AS traceparent
       FROM sent_message
       WHERE recipient_key = ANY($1) AND sent_at > to_timestamp($2 / 1000.0) AND advertiser_id IS NOT NULL AND lane <> 'service' AND NOT stayed
       GROUP BY recipient_key, advertiser_id, sender, reply_code`,
      [[...new Set(recipientKeys)], since],
    );
    const byRecipient = new Map<string, RecentSend[]>();
    for (const { recipientKey, at, advertAt, ...send } of rows) {
      const sends = byRecipient.get(recipientKey) ?? [];
      const instants = {
        at: Math.round(Number(at)),
        advertAt: advertAt === null ? null : Math.round(Number(advertAt)),
      };
      byRecipient.set(recipientKey, [...sends, { ...send, ...instants }]);
    }
    return byRecipient;
  }
}
