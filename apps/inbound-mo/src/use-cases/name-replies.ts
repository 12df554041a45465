import { deterministicId } from '@stopsms/kernel';
import type { Tx } from '@stopsms/persistence';
import type { WholeMo } from './join-parts';

/** An operator that has not been answered tries again within this; what looks the same later was written again. */
const REPETITION_MS = 48 * 3_600_000;

/**
 * The reply that each MO is, in their order: one for what is the same within 48 hours, since operators count their ids
 * from the beginning again and a person may text STOP, START and months later STOP. Spans are counted from the first, so
 * that a record read twice is named as before.
 */
export async function nameReplies(tx: Tx, mos: WholeMo[]): Promise<string[]> {
  if (mos.length === 0) return [];
  const kept = await tx.query<{ moId: string; at: number }>(
    `SELECT reply_id AS "moId", round(extract(epoch FROM received_at) * 1000)::float8 AS at FROM reply WHERE reply_id = ANY($1::uuid[])`,
    [mos.map(({ moId }) => moId)],
  );
  const firstAt = new Map(kept.map(({ moId, at }) => [moId, at]));
  return mos.map(({ moId, receivedAt }) => {
    const first = firstAt.get(moId) ?? receivedAt;
    firstAt.set(moId, first);
    const span = Math.floor((receivedAt - first) / REPETITION_MS);
    return span <= 0 ? moId : deterministicId('mo-again', moId, String(span));
  });
}
