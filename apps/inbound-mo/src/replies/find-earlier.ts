import { Injectable } from '@nestjs/common';
import type { Tx } from '@stopsms/persistence';
import type { SendsByRecipient } from '../receipts/send-ledger';
import { lastTextOf, type ReplyContext } from '@stopsms/reply-reader';
import type { WholeMo } from './join-parts';
import { NO_OPERATOR_ID, REPLIES_SQL, WHOLE_TEXTS } from './replies.store';
import type { FirstText } from './retries';

/** Earlier texts with which new ones are compared. */
export interface EarlierTexts {
  /** Ids of replies that are stored already. */
  stored: ReadonlySet<string>;
  /** Indexes of the texts whose senders asked to stop before. */
  askedBefore: ReadonlySet<number>;
  /** Indexes of the texts that may be an earlier START of their senders. */
  earlierStarts: ReadonlySet<number>;
  /** First texts by retry key. */
  firsts: Map<string, FirstText>;
  /** Acceptance of the latest text of each person, epoch ms. */
  latest: Map<string, number>;
}

/** Finds what came before whole texts, with one statement for a thousand as for one. */
@Injectable()
export class FindEarlier {
  async execute(tx: Tx, mos: readonly WholeMo[]): Promise<EarlierTexts> {
    const rows = await tx.query(
      REPLIES_SQL.earlier,
      WHOLE_TEXTS.of(mos, {
        id: ({ moId }) => moId,
        recipientKey: ({ recipientKey }) => recipientKey,
        at: ({ receivedAt }) => receivedAt,
        retryKey: ({ retryKey }) => retryKey ?? null,
        operatorId: ({ operatorId = NO_OPERATOR_ID }) => operatorId,
        datedAt: ({ datedAt }) => datedAt ?? null,
      }),
    );
    const [stored, askedBefore, earlierStarts] = [new Set<string>(), new Set<number>(), new Set<number>()];
    const [firsts, latest] = [new Map<string, FirstText>(), new Map<string, number>()];
    for (const { n, isStored, hasAsked, mayBeStart, latestAt, retryKey, firstId, ...first } of rows) {
      const { moId, recipientKey } = mos[n - 1] as WholeMo;
      if (isStored) stored.add(moId);
      if (hasAsked) askedBefore.add(n - 1);
      if (mayBeStart) earlierStarts.add(n - 1);
      if (latestAt !== null) latest.set(recipientKey, latestAt);
      if (retryKey !== null && firstId !== null)
        firsts.set(retryKey, { moId: firstId, receivedAt: first.firstReceivedAt, acceptedAt: first.firstAcceptedAt });
    }
    return { stored, askedBefore, earlierStarts, firsts, latest };
  }
}

/** Returns the circumstances of a reply: the last text that the person had, and whether they asked to stop before. */
export function contextOf({ recipientKey, to }: WholeMo, sends: SendsByRecipient, askedBefore: boolean): ReplyContext {
  const last = lastTextOf(to, sends.get(recipientKey) ?? []);
  return { ...(last && { last }), ...(askedBefore && { askedBefore }) };
}
