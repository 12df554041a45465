import { Injectable } from '@nestjs/common';
import type { MessageStatus } from '@stopsms/contracts';
import type { Tx } from '@stopsms/persistence';
import { type Guarantee, Guarantees } from '@stopsms/service-kit';

/**
 * A dispatcher that has heard nothing for 5 s stops its adverts, and an operator has 10 s to answer: an advert that is told
 * submitted so long after its recipient's STOP left when it must not have.
 */
const STOP_COUNTS_WITHIN_MS = 20_000;

type Flag = 'unproven' | 'again' | 'late';

const WHAT: Record<Flag, { guarantee: Guarantee; what: string }> = {
  unproven: { guarantee: 'G6', what: 'a message was submitted that was never decided here' },
  again: { guarantee: 'G4', what: 'a message was submitted a second time' },
  late: { guarantee: 'G2', what: 'an advert was submitted long after its recipient opted out' },
};

/** Compares what dispatchers say they submitted with what was decided, submitted and opted out of before. */
@Injectable()
export class NoticeViolations {
  constructor(private readonly guarantees: Guarantees) {}

  /** One query a batch, before its statuses are added to the messages, whose rows `tx` has locked. */
  async execute(tx: Tx, statuses: readonly MessageStatus[]): Promise<void> {
    const submitted = statuses.filter(({ status }) => status === 'submitted');
    if (submitted.length === 0) return;
    const found = await tx.query<{ messageId: string } & Record<Flag, boolean>>(
      `SELECT * FROM (
         SELECT s.id AS "messageId", m.message_id IS NULL AS unproven,
           EXISTS (
             SELECT 1 FROM jsonb_each(m.outcomes) AS o(key, value)
             WHERE o.key LIKE '%:submitted' AND o.value -> 'smscIds' IS DISTINCT FROM s.smsc
           ) AS again,
           s.is_advert AND EXISTS (
             SELECT 1 FROM opt_out o
             WHERE o.recipient_key = m.recipient_key AND o.scope IN ('*', m.advertiser_id::text)
               AND o.source IN ('sms', 'web') AND o.out_at < to_timestamp((s.at - $5) / 1000.0)
               AND (o.state = 'out' OR o.back_at > to_timestamp(s.at / 1000.0))
           ) AS late
         FROM unnest($1::uuid[], $2::jsonb[], $3::float8[], $4::bool[]) AS s(id, smsc, at, is_advert)
         LEFT JOIN message m ON m.message_id = s.id
       ) AS told WHERE unproven OR again OR late`,
      [
        submitted.map(({ messageId }) => messageId),
        submitted.map(({ smscIds }) => (smscIds ? JSON.stringify(smscIds) : null)),
        submitted.map(({ at }) => at),
        submitted.map(({ lane }) => lane === 'marketing'),
        STOP_COUNTS_WITHIN_MS,
      ],
    );
    tx.afterCommit(() => this.tell(found));
  }

  private tell(found: ({ messageId: string } & Record<Flag, boolean>)[]): void {
    for (const row of found) {
      for (const flag of ['unproven', 'again', 'late'] as const) {
        if (row[flag]) this.guarantees.violated(WHAT[flag].guarantee, WHAT[flag].what, { messageId: row.messageId });
      }
    }
  }
}
