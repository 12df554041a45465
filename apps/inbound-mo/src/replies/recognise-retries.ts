import { Injectable } from '@nestjs/common';
import type { Tx } from '@stopsms/persistence';
import type { Reading } from '../reading/reading';
import { type FirstText, type JudgedText, judgeRetries } from './retries';
import { type WholeMo, acceptedAtOf } from './join-parts';
import { FIRST_TEXTS, REPLIES_SQL } from './replies.store';

/** Earlier texts with which new ones are compared. */
export interface EarlierTexts {
  /** Ids of replies that are stored already. */
  stored: ReadonlySet<string>;
  /** First texts by retry key. */
  firsts: Map<string, FirstText>;
  /** Acceptance of the latest text of each person, epoch ms. */
  latest: Map<string, number>;
}

/** Compares whole texts with those that came before them. A statement for each thing to know, for a thousand texts as for one. */
@Injectable()
export class RecogniseRetries {
  /** One round trip. */
  async findEarlier(tx: Tx, mos: readonly WholeMo[]): Promise<EarlierTexts> {
    const recipientKeys = mos.map(({ recipientKey }) => recipientKey);
    const [stored, firsts, latest] = await Promise.all([
      storedAmong(tx, mos),
      findFirsts(tx, mos),
      latestAccepted(tx, recipientKeys),
    ]);
    return { stored, firsts, latest };
  }

  /**
   * @param order - `as accepted`: they waited for missing parts, and texts that were read meanwhile came later
   * @returns a judgement for each text, in their order. A text that was stored before is no retry of itself.
   */
  judge(
    tx: Tx,
    texts: readonly { mo: WholeMo; read: Reading }[],
    { stored, firsts, latest }: EarlierTexts,
    order: 'as read' | 'as accepted',
  ): JudgedText[] {
    const before = new Map(firsts);
    const judged = judgeRetries(
      texts
        .filter(({ mo }) => !stored.has(mo.moId))
        .map(({ mo, read }) => ({ ...mo, acceptedAt: acceptedAtOf(mo), read })),
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

async function storedAmong(tx: Tx, mos: readonly WholeMo[]): Promise<ReadonlySet<string>> {
  const stored = await tx.query(REPLIES_SQL.stored, [mos.map(({ moId }) => moId)]);
  return new Set(stored.map(({ id }) => id));
}

async function findFirsts(tx: Tx, mos: readonly WholeMo[]): Promise<Map<string, FirstText>> {
  const rows = await tx.query(REPLIES_SQL.firstTexts, [mos.flatMap(({ retryKey }) => retryKey ?? [])]);
  return new Map(rows.map(({ retryKey, ...first }) => [retryKey, first]));
}

/** Returns the time at which the latest reply of each person was accepted, epoch ms. */
export async function latestAccepted(tx: Tx, recipientKeys: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.query(REPLIES_SQL.latestAccepted, [[...new Set(recipientKeys)]]);
  return new Map(rows.map(({ recipientKey, at }) => [recipientKey, at]));
}
