import { Injectable } from '@nestjs/common';
import type { Tx } from '@stopsms/persistence';
import type { SendsByRecipient } from '../receipts/send-ledger';
import { type ReplyContext, lastTextOf } from '../reading/reply-context';
import type { WholeMo } from './join-parts';
import { PERSONS_AT, REPLIES_SQL } from './replies.store';

/** Finds what is known around replies: the last text that the person had, and whether they asked to stop before. */
@Injectable()
export class FindCircumstances {
  /** One query for all. @returns the circumstances of each, in their order */
  async execute(tx: Tx, mos: readonly WholeMo[], sends: SendsByRecipient): Promise<ReplyContext[]> {
    if (mos.length === 0) return [];
    const rows = await tx.query(
      REPLIES_SQL.askedBefore,
      PERSONS_AT.of(mos, ({ recipientKey, receivedAt }) => ({ recipientKey, at: receivedAt })),
    );
    const asked = new Set(rows.map(({ n }) => n - 1));
    return mos.map(({ recipientKey, to }, n) => {
      const last = lastTextOf(to, sends.get(recipientKey) ?? []);
      return { ...(last && { last }), ...(asked.has(n) && { askedBefore: true }) };
    });
  }
}
