import { Injectable } from '@nestjs/common';
import type { Tx } from '@stopsms/persistence';
import type { Reading } from '@stopsms/reply-reader';
import type { EarlierTexts } from './find-earlier';
import { type FirstText, type JudgedText, judgeRetries } from './retries';
import { type WholeMo, acceptedAtOf } from './join-parts';
import { FIRST_TEXTS, REPLIES_SQL } from './replies.store';

/** Compares whole texts with those that came before them. */
@Injectable()
export class RecogniseRetries {
  /**
   * @param order - `as accepted`: they waited for missing parts, and texts that were read meanwhile came later
   * @returns a judgement for each text, in their order. A text that was stored before is no retry of itself.
   */
  judge(
    tx: Tx,
    texts: readonly { mo: WholeMo; read: Reading }[],
    { stored, earlierStarts, firsts, latest }: EarlierTexts,
    order: 'as read' | 'as accepted',
  ): JudgedText[] {
    const before = new Map(firsts);
    const judged = judgeRetries(
      texts
        .map(({ mo, read }, n) => ({
          ...{ ...mo, acceptedAt: acceptedAtOf(mo), mayBeEarlierStart: earlierStarts.has(n), read },
        }))
        .filter(({ moId }) => !stored.has(moId)),
      firsts,
      order === 'as read' ? latest : new Map(),
    );
    this.keepFirsts(
      tx,
      [...firsts].filter(([key, first]) => before.get(key) !== first),
    );
    const byId = new Map(judged.map((each) => [each.moId, each]));
    return texts.map(({ mo: { moId } }) => byId.get(moId) ?? { moId, isRepetition: false });
  }

  private keepFirsts(tx: Tx, firsts: [string, FirstText][]): void {
    if (firsts.length === 0) return;
    tx.send(
      REPLIES_SQL.storeFirstTexts,
      FIRST_TEXTS.of(firsts, ([retryKey, { moId, receivedAt, acceptedAt }]) => ({
        retryKey,
        replyId: moId,
        receivedAt,
        acceptedAt,
      })),
    );
  }
}

/** Returns the time at which the latest reply of each person was accepted, epoch ms. */
export async function latestAccepted(tx: Tx, recipientKeys: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.query(REPLIES_SQL.latestAccepted, [[...new Set(recipientKeys)]]);
  return new Map(rows.map(({ recipientKey, at }) => [recipientKey, at]));
}
