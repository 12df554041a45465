import { Injectable } from '@nestjs/common';
import { Database } from '@stopsms/persistence';
import { comparable } from './operator-ids';

/** Operators report within a text's validity, by custom three days at most. */
const MAX_VALIDITY = '72 hours';
/** Its clock may run behind ours. */
const SKEW = '5 minutes';

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
    await this.database.query(
      `INSERT INTO sent_part (provider, smsc_id, message_id, sent_at)
       SELECT DISTINCT r.provider, r.smsc_id, m.message_id, m.sent_at
       FROM raw_receipt r
       CROSS JOIN LATERAL (
         SELECT min(s.message_id::text)::uuid AS message_id, min(s.sent_at) AS sent_at FROM sent_message s
         WHERE s.recipient_key = r.recipient_key AND s.provider = r.provider AND s.is_unknown AND s.outcome IS NULL
           AND s.sent_at BETWEEN r.at - interval '${MAX_VALIDITY}' AND r.at + interval '${SKEW}'
           AND NOT EXISTS (SELECT 1 FROM sent_part p WHERE p.message_id = s.message_id)
         HAVING count(*) = 1) AS m
       WHERE r.received_at < to_timestamp($1 / 1000.0)
         AND NOT EXISTS (
           SELECT 1 FROM sent_part p
           WHERE p.provider = r.provider AND ${comparable('p.smsc_id')} = ${comparable('r.smsc_id')})
       ON CONFLICT (provider, smsc_id) DO NOTHING`,
      [receivedBefore],
    );
  }
}
