import type { Sql, Tx } from '@stopsms/persistence';
import { CAPS_SQL, CLEARED, DEPARTED, ERASED_PAIRS, PAIRS, RESERVATIONS } from './caps.store';
import { type Pair, type Reservations, pairName } from './too-many';

// Each advert that was cleared has a reservation from then on, whether or not a cap is set, so that a cap that is set later counts
// what left before. The reservation has the instant at which the advert left once that is reported, and is deleted if it did not
// leave. A decision under a cap first locks the row of the pair of advertiser and recipient, in one order, so that two replicas
// decide on one recipient in turn.

export interface Reservation extends Pair {
  messageId: string;
}

/** Keeps other transactions from deciding on these pairs under a cap until this one ends. */
export const lockPairs = (tx: Tx, pairs: readonly Pair[]): void => tx.send(CAPS_SQL.lockPairs, PAIRS.of(pairs));

/** Period for which the lanes keep a cleared message: an advert without a report has left by then, if at all. */
export const IN_LANES_MS = 3 * 86_400_000;

/**
 * Returns when the adverts left that may count, epoch ms, Infinity for one that is under way; by pair and message.
 * @param since - epoch ms: what left before counts towards no cap
 * @param now - epoch ms
 */
export async function readReservations(
  sql: Sql,
  pairs: readonly Pair[],
  since: number,
  now: number,
): Promise<Reservations> {
  const params = [...PAIRS.of(pairs), since, now - IN_LANES_MS, IN_LANES_MS] as const;
  const reservations = new Map<string, Map<string, number>>();
  for (const row of await sql.query(CAPS_SQL.reservations, params)) {
    const name = pairName(row);
    const known = reservations.get(name) ?? new Map<string, number>();
    reservations.set(name, known.set(row.messageId, row.sentAt ?? Infinity));
  }
  return reservations;
}

/** Reserves for adverts that are cleared now. */
export function addReservations(tx: Tx, reservations: readonly (Reservation & { at: number })[]): void {
  if (reservations.length === 0) return;
  tx.send(CAPS_SQL.add, CLEARED.of(reservations));
}

/** Writes when these left: until then they counted whatever the time. */
export function settleReservations(tx: Tx, reservations: readonly (Reservation & { sentAt: number })[]): void {
  if (reservations.length === 0) return;
  tx.send(CAPS_SQL.settle, DEPARTED.of(reservations));
}

/** Deletes reservations of adverts that were not sent, so that others may be sent instead. */
export function releaseReservations(tx: Tx, reservations: readonly Reservation[], now: number): void {
  if (reservations.length === 0) return;
  // A concurrent decision on the recipient either sees the reservation free, or waits where the next statement finds it.
  lockPairs(tx, reservations);
  tx.send(CAPS_SQL.release, [...RESERVATIONS.of(reservations), now]);
  // The next decision on a pair without reservations makes the row that it locks.
  tx.send(CAPS_SQL.deleteIdlePairs, PAIRS.of(reservations));
}

/** Deletes the reservations of persons who asked for erasure. @param erased - `scope`: an advertiser id, or `*` */
export function eraseReservations(tx: Tx, erased: readonly { recipientKey: string; scope: string }[]): void {
  const rows = ERASED_PAIRS.of(erased);
  // Pairs before reservations, as above.
  tx.send(CAPS_SQL.lockErased, rows);
  tx.send(CAPS_SQL.eraseReservations, rows);
  tx.send(CAPS_SQL.erasePairs, rows);
}
