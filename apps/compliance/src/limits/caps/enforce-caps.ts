import type { Sql, Tx } from '@stopsms/persistence';
import { seenMessages } from '../quotas/seen-messages';
import type { Decided } from '../../rules/message';
import { lockPairs, readReservations } from './reservations';
import type { Capped } from './judge-caps';
import {
  type Capable,
  type Pair,
  type Reservations,
  type UnderCaps,
  countsSince,
  pairsOf,
  tooMany,
  underCaps,
} from './too-many';

type TooMany<D> = ReadonlyMap<D, { capped: Capped }>;

/**
 * Returns the adverts that exceed a cap of their recipient. Two statements for the batch, none when nobody in it is
 * under a cap; nobody else decides on these recipients for the same advertiser until the transaction ends.
 * @param from - `new` may hold messages that were decided before, which take no reservation
 */
export async function enforceCaps<D extends Capable>(
  tx: Tx,
  decisions: readonly D[],
  from: 'new' | 'held',
): Promise<TooMany<D>> {
  const asked = underCaps(decisions);
  if (asked.length === 0) return new Map();
  const pairs = pairsOf(asked);
  lockPairs(tx, pairs);
  // A statement of its own, so that it sees what was committed while we waited for the locks.
  const reservations = await readFor(tx, pairs, asked);
  const over = tooMany(asked, reservations);
  if (over.size === 0 || from === 'held') return over;
  const known = await seenMessages(
    tx,
    asked.map(({ decision }) => decision.candidate.request.id),
  );
  return known.size === 0 ? over : tooMany(asked, reservations, known);
}

/** Returns the same for a preview: nothing is locked, and it may be otherwise a moment later. */
export async function foreseeCaps<D extends Capable>(sql: Sql, decisions: readonly D[]): Promise<TooMany<D>> {
  const asked = underCaps(decisions);
  if (asked.length === 0) return new Map();
  return tooMany(asked, await readFor(sql, pairsOf(asked), asked));
}

/** Reads reservations as of the earliest decision of the batch: adverts not sent by then count as sent for none of them. */
const readFor = (sql: Sql, pairs: readonly Pair[], asked: readonly UnderCaps<Decided>[]): Promise<Reservations> =>
  readReservations(sql, pairs, countsSince(asked), Math.min(...asked.map(({ decision }) => decision.at)));
