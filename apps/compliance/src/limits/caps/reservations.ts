import type { Sql, Tx } from '@stopsms/persistence';
import { type Pair, type Reservations, pairName } from './too-many';

// What counts towards caps: a row for each advert that was cleared, from then on and not from when somebody sets a cap, so that one
// set later counts what left before. It bears when the advert left once that is told, and is gone if it did not leave. Who
// decides under a cap first locks the row of the pair of advertiser and recipient, in one order, so that two replicas decide on one
// recipient in turn.

export interface Reservation extends Pair {
  messageId: string;
}

/** Nobody else decides on these pairs under a cap until the transaction ends. */
export function lockPairs(tx: Tx, pairs: readonly Pair[]): void {
  tx.send(
    // The row that is there already is locked although nothing of it changes.
    `INSERT INTO capped_pair (recipient_key, advertiser_id)
     SELECT DISTINCT * FROM unnest($1::text[], $2::uuid[]) ORDER BY 1, 2
     ON CONFLICT (recipient_key, advertiser_id) DO UPDATE SET recipient_key = excluded.recipient_key WHERE false`,
    columnsOf(pairs),
  );
}

interface Row extends Reservation {
  /** Epoch ms; null while it may be under way. */
  leftAt: number | null;
}

/** The lanes keep a cleared message as long: what nobody told of by then left by then, if it did. */
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
  const rows = await sql.query<Row>(
    `SELECT p.recipient_key AS "recipientKey", p.advertiser_id AS "advertiserId", p.message_id AS "messageId",
       round(extract(epoch FROM known.left_at) * 1000)::float8 AS "leftAt"
     FROM unnest($1::text[], $2::uuid[]) AS k(recipient_key, advertiser_id)
     JOIN advert_place p USING (recipient_key, advertiser_id)
     CROSS JOIN LATERAL (SELECT coalesce(p.left_at,
       CASE WHEN p.cleared_at < to_timestamp($4 / 1000.0) THEN p.cleared_at + $5 * interval '1 millisecond' END)) AS known(left_at)
     WHERE known.left_at IS NULL OR known.left_at > to_timestamp($3 / 1000.0)`,
    [...columnsOf(pairs), since, now - IN_LANES_MS, IN_LANES_MS],
  );
  const reservations = new Map<string, Map<string, number>>();
  for (const row of rows) {
    const name = pairName(row);
    const known = reservations.get(name) ?? new Map<string, number>();
    reservations.set(name, known.set(row.messageId, row.leftAt ?? Infinity));
  }
  return reservations;
}

/** For adverts that are cleared now. */
export function addReservations(tx: Tx, reservations: readonly (Reservation & { at: number })[]): void {
  if (reservations.length === 0) return;
  tx.send(
    `INSERT INTO advert_place (recipient_key, advertiser_id, message_id, cleared_at)
     SELECT p.recipient, p.advertiser, p.message, to_timestamp(p.at / 1000.0)
     FROM unnest($1::text[], $2::uuid[], $3::uuid[], $4::float8[]) AS p(recipient, advertiser, message, at)
     ON CONFLICT DO NOTHING`,
    [...reservationColumns(reservations), reservations.map(({ at }) => at)],
  );
}

/** These have left: until then they counted whatever the time. */
export function settleReservations(tx: Tx, reservations: readonly (Reservation & { leftAt: number })[]): void {
  if (reservations.length === 0) return;
  tx.send(
    `UPDATE advert_place p SET left_at = to_timestamp(s.at / 1000.0)
     FROM unnest($1::text[], $2::uuid[], $3::uuid[], $4::float8[]) AS s(recipient, advertiser, message, at)
     WHERE p.recipient_key = s.recipient AND p.advertiser_id = s.advertiser AND p.message_id = s.message AND p.left_at IS NULL`,
    [...reservationColumns(reservations), reservations.map(({ leftAt }) => leftAt)],
  );
}

/** These did not leave: others may leave instead, and messages that wait for a reservation are due again. An advert reported as sent keeps its reservation. */
export function releaseReservations(tx: Tx, reservations: readonly Reservation[], now: number): void {
  if (reservations.length === 0) return;
  // Who decides on the recipient at this moment either sees the reservation free, or waits where the next statement finds it.
  lockPairs(tx, reservations);
  tx.send(
    `WITH freed AS (
       DELETE FROM advert_place p
       USING unnest($1::text[], $2::uuid[], $3::uuid[]) AS f(recipient, advertiser, message)
       WHERE p.recipient_key = f.recipient AND p.advertiser_id = f.advertiser AND p.message_id = f.message AND p.left_at IS NULL
       RETURNING p.recipient_key
     ), waiting AS (
       SELECT message_id FROM held WHERE capped_by IS NOT NULL AND recipient_key IN (SELECT recipient_key FROM freed)
       FOR UPDATE SKIP LOCKED
     )
     UPDATE held h SET until = least(h.until, to_timestamp($4 / 1000.0)) FROM waiting w WHERE h.message_id = w.message_id`,
    [...reservationColumns(reservations), now],
  );
  // Nothing counts for them any more: whoever decides next makes the row that it locks.
  tx.send(
    `DELETE FROM capped_pair c USING unnest($1::text[], $2::uuid[]) AS f(recipient, advertiser)
     WHERE c.recipient_key = f.recipient AND c.advertiser_id = f.advertiser AND NOT EXISTS (
       SELECT 1 FROM advert_place p WHERE p.recipient_key = c.recipient_key AND p.advertiser_id = c.advertiser_id)`,
    columnsOf(reservations),
  );
}

/** Deletes reservations that count towards no cap any more. @param before - epoch ms */
export async function deleteExpiredReservations(sql: Sql, before: number): Promise<void> {
  await sql.query(
    // Whoever decides about a pair has locked it: it keeps its row, as it will have a reservation.
    `WITH gone AS (
       DELETE FROM advert_place WHERE cleared_at < to_timestamp($1 / 1000.0) RETURNING recipient_key, advertiser_id
     ), over AS (
       SELECT k.recipient_key, k.advertiser_id FROM capped_pair k
       JOIN (SELECT DISTINCT recipient_key, advertiser_id FROM gone) g USING (recipient_key, advertiser_id)
       WHERE NOT EXISTS (
         SELECT 1 FROM advert_place p
         WHERE p.recipient_key = k.recipient_key AND p.advertiser_id = k.advertiser_id AND p.cleared_at >= to_timestamp($1 / 1000.0))
       FOR UPDATE OF k SKIP LOCKED
     )
     DELETE FROM capped_pair c USING over WHERE c.recipient_key = over.recipient_key AND c.advertiser_id = over.advertiser_id`,
    [before],
  );
}

/** @param recipientKeys - of persons who asked for erasure, with of whom: an advertiser id, or `*` */
export function eraseReservations(tx: Tx, recipientKeys: readonly string[], scopes: readonly string[]): void {
  for (const table of ['advert_place', 'capped_pair']) {
    tx.send(
      `DELETE FROM ${table} t USING unnest($1::text[], $2::text[]) AS e(key, scope)
       WHERE t.recipient_key = e.key AND (e.scope = '*' OR t.advertiser_id::text = e.scope)`,
      [recipientKeys, scopes],
    );
  }
}

const columnsOf = (pairs: readonly Pair[]): unknown[][] => [
  pairs.map(({ recipientKey }) => recipientKey),
  pairs.map(({ advertiserId }) => advertiserId),
];

const reservationColumns = (reservations: readonly Reservation[]): unknown[][] => [
  ...columnsOf(reservations),
  reservations.map(({ messageId }) => messageId),
];
