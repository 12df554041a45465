import { Injectable } from '@nestjs/common';
import type { Tx } from '@stopsms/persistence';
import { columns } from '../columns';
import type { Reading } from '../reading/reading';
import { type FirstText, type JudgedText, judgeRetries } from './retries';
import { type WholeMo, acceptedAtOf } from './join-parts';

/** Compares whole texts with those that came before them. A statement for each thing to know, for a thousand texts as for one. */
@Injectable()
export class RecogniseRetries {
  /**
   * @param order - `as accepted`: they waited for missing parts, and texts that were read meanwhile came later
   * @returns a judgement for each text, in their order. A text that was kept before is no retry of itself.
   */
  async judge(
    tx: Tx,
    texts: readonly { mo: WholeMo; read: Reading }[],
    order: 'as read' | 'as accepted',
  ): Promise<JudgedText[]> {
    if (texts.length === 0) return [];
    const mos = texts.map(({ mo }) => mo);
    const [kept, firsts, latest] = await Promise.all([
      keptAmong(tx, mos),
      findFirsts(tx, mos),
      latestAccepted(
        tx,
        mos.map(({ recipientKey }) => recipientKey),
      ),
    ]);
    const before = new Map(firsts);
    const judged = judgeRetries(
      texts
        .filter(({ mo }) => !kept.has(mo.moId))
        .map(({ mo, read }) => ({ ...mo, acceptedAt: acceptedAtOf(mo), read })),
      firsts,
      order === 'as read' ? latest : new Map(),
    );
    this.keepFirsts(
      tx,
      [...firsts].filter(([key, first]) => before.get(key) !== first),
    );
    const byId = new Map(judged.map((each) => [each.moId, each]));
    return mos.map(({ moId }) => byId.get(moId) ?? { moId, isRepetition: false });
  }

  private keepFirsts(tx: Tx, firsts: [string, FirstText][]): void {
    if (firsts.length === 0) return;
    tx.send(
      `INSERT INTO first_text AS f (retry_key, reply_id, received_at, accepted_at)
       SELECT key, reply, to_timestamp(received / 1000.0), to_timestamp(accepted / 1000.0)
       FROM unnest($1::uuid[], $2::uuid[], $3::float8[], $4::float8[]) AS n(key, reply, received, accepted)
       ORDER BY key
       ON CONFLICT (retry_key) DO UPDATE SET reply_id = excluded.reply_id,
         received_at = excluded.received_at, accepted_at = excluded.accepted_at
       WHERE excluded.accepted_at > f.accepted_at`,
      columns(
        firsts.map(([key, first]) => ({ key, ...first })),
        ['key', 'moId', 'receivedAt', 'acceptedAt'],
      ),
    );
  }
}

async function keptAmong(tx: Tx, mos: readonly WholeMo[]): Promise<ReadonlySet<string>> {
  const kept = await tx.query<{ id: string }>('SELECT reply_id AS id FROM reply WHERE reply_id = ANY($1::uuid[])', [
    mos.map(({ moId }) => moId),
  ]);
  return new Set(kept.map(({ id }) => id));
}

async function findFirsts(tx: Tx, mos: readonly WholeMo[]): Promise<Map<string, FirstText>> {
  const rows = await tx.query<FirstText & { key: string }>(
    `SELECT retry_key AS key, reply_id AS "moId",
       round(extract(epoch FROM received_at) * 1000)::float8 AS "receivedAt",
       round(extract(epoch FROM accepted_at) * 1000)::float8 AS "acceptedAt"
     FROM first_text WHERE retry_key = ANY($1::uuid[])`,
    [mos.flatMap(({ retryKey }) => retryKey ?? [])],
  );
  return new Map(rows.map(({ key, ...first }) => [key, first]));
}

/** Returns the time at which the latest reply of each person was accepted, epoch ms. */
export async function latestAccepted(tx: Tx, recipientKeys: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.query<{ key: string; at: number }>(
    `SELECT recipient_key AS key, round(extract(epoch FROM max(accepted_at)) * 1000)::float8 AS at
     FROM reply WHERE recipient_key = ANY($1::text[]) AND accepted_at IS NOT NULL GROUP BY recipient_key`,
    [[...new Set(recipientKeys)]],
  );
  return new Map(rows.map(({ key, at }) => [key, at]));
}
