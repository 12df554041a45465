import { Injectable } from '@nestjs/common';
import type { Tx } from '@stopsms/persistence';
import type { SendsByRecipient } from '../receipts/send-ledger';
import { type ReplyContext, lastTextOf } from '../reading/reply-context';
import type { WholeMo } from './join-parts';
import { PERSONS_AT, REPLIES_SQL } from './replies.store';

/** Finds who asked to stop before a reply: with the last text that the person had, the circumstances of the reply. */
@Injectable()
export class FindCircumstances {
  /** One query for all. @returns indexes of the replies whose senders had asked before */
  async askedBefore(tx: Tx, mos: readonly WholeMo[]): Promise<ReadonlySet<number>> {
    const rows = await tx.query(
      REPLIES_SQL.askedBefore,
      PERSONS_AT.of(mos, ({ recipientKey, receivedAt }) => ({ recipientKey, at: receivedAt })),
    );
    return new Set(rows.map(({ n }) => n - 1));
  }
}

export function contextOf({ recipientKey, to }: WholeMo, sends: SendsByRecipient, askedBefore: boolean): ReplyContext {
  const last = lastTextOf(to, sends.get(recipientKey) ?? []);
  return { ...(last && { last }), ...(askedBefore && { askedBefore }) };
}
