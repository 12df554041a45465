import { rowsOf, statements } from '@stopsms/persistence';
import type { CapsSql } from './caps.sql';

/** Recipients and advertisers, to whom caps apply. */
export const PAIRS = rowsOf('recipient_key text', 'advertiser_id uuid');
/** Reservations of adverts. */
export const RESERVATIONS = rowsOf('recipient_key text', 'advertiser_id uuid', 'message_id uuid');
/** Adverts that are cleared now; instants are epoch ms. */
export const CLEARED = rowsOf('recipient_key text', 'advertiser_id uuid', 'message_id uuid', 'at float8');
/** Adverts that left; instants are epoch ms. */
export const DEPARTED = rowsOf('recipient_key text', 'advertiser_id uuid', 'message_id uuid', 'sent_at float8');
/** Recipients to erase, and the advertiser, or `*`, that they asked. */
export const ERASED_PAIRS = rowsOf('recipient_key text', 'scope text');

export const CAPS_SQL = statements<CapsSql>({
  // The row that is there already is locked although nothing of it changes.
  lockPairs: `
    INSERT INTO capped_pair (recipient_key, advertiser_id)
    SELECT DISTINCT k.recipient_key, k.advertiser_id FROM ${PAIRS.as('k')} ORDER BY 1, 2
    ON CONFLICT (recipient_key, advertiser_id) DO UPDATE SET recipient_key = excluded.recipient_key WHERE false`,
  // Adverts that left after $3, or may be under way: those cleared before $4 left within $5 ms.
  reservations: `
    SELECT p.recipient_key AS "recipientKey", p.advertiser_id AS "advertiserId", p.message_id AS "messageId",
      round(extract(epoch FROM known.sent_at) * 1000)::float8 AS "sentAt"
    FROM ${PAIRS.as('k')}
    JOIN advert_reservation p USING (recipient_key, advertiser_id)
    CROSS JOIN LATERAL (SELECT coalesce(p.sent_at,
      CASE WHEN p.cleared_at < to_timestamp($4 / 1000.0) THEN p.cleared_at + $5 * interval '1 millisecond' END)) AS known(sent_at)
    WHERE known.sent_at IS NULL OR known.sent_at > to_timestamp($3 / 1000.0)`,
  add: `
    INSERT INTO advert_reservation (recipient_key, advertiser_id, message_id, cleared_at)
    SELECT c.recipient_key, c.advertiser_id, c.message_id, to_timestamp(c.at / 1000.0) FROM ${CLEARED.as('c')}
    ON CONFLICT DO NOTHING`,
  settle: `
    UPDATE advert_reservation p SET sent_at = to_timestamp(s.sent_at / 1000.0) FROM ${DEPARTED.as('s')}
    WHERE p.recipient_key = s.recipient_key AND p.advertiser_id = s.advertiser_id AND p.message_id = s.message_id AND p.sent_at IS NULL`,
  // An advert reported as sent keeps its reservation. Messages that wait for one are due.
  release: `
    WITH freed AS (
      DELETE FROM advert_reservation p USING ${RESERVATIONS.as('f')}
      WHERE p.recipient_key = f.recipient_key AND p.advertiser_id = f.advertiser_id AND p.message_id = f.message_id AND p.sent_at IS NULL
      RETURNING p.recipient_key
    ), waiting AS (
      SELECT message_id FROM held WHERE capped_by IS NOT NULL AND recipient_key IN (SELECT recipient_key FROM freed)
      FOR UPDATE SKIP LOCKED
    )
    UPDATE held h SET until = least(h.until, to_timestamp($4 / 1000.0)) FROM waiting w WHERE h.message_id = w.message_id`,
  deleteIdlePairs: `
    DELETE FROM capped_pair c USING ${PAIRS.as('f')}
    WHERE c.recipient_key = f.recipient_key AND c.advertiser_id = f.advertiser_id AND NOT EXISTS (
      SELECT 1 FROM advert_reservation p WHERE p.recipient_key = c.recipient_key AND p.advertiser_id = c.advertiser_id)`,
  // A transaction that decides about a pair has locked it: it keeps its row, as it will have a reservation.
  deleteBefore: `
    WITH gone AS (
      DELETE FROM advert_reservation WHERE cleared_at < to_timestamp($1 / 1000.0) RETURNING recipient_key, advertiser_id
    ), over AS (
      SELECT k.recipient_key, k.advertiser_id FROM capped_pair k
      JOIN (SELECT DISTINCT recipient_key, advertiser_id FROM gone) g USING (recipient_key, advertiser_id)
      WHERE NOT EXISTS (
        SELECT 1 FROM advert_reservation p
        WHERE p.recipient_key = k.recipient_key AND p.advertiser_id = k.advertiser_id AND p.cleared_at >= to_timestamp($1 / 1000.0))
      FOR UPDATE OF k SKIP LOCKED
    )
    DELETE FROM capped_pair c USING over WHERE c.recipient_key = over.recipient_key AND c.advertiser_id = over.advertiser_id`,
  lockErased: `
    SELECT FROM capped_pair t WHERE EXISTS (
      SELECT FROM ${ERASED_PAIRS.as('e')} WHERE t.recipient_key = e.recipient_key AND (e.scope = '*' OR t.advertiser_id::text = e.scope))
    ORDER BY t.recipient_key, t.advertiser_id FOR UPDATE`,
  eraseReservations: `
    DELETE FROM advert_reservation t USING ${ERASED_PAIRS.as('e')}
    WHERE t.recipient_key = e.recipient_key AND (e.scope = '*' OR t.advertiser_id::text = e.scope)`,
  erasePairs: `
    DELETE FROM capped_pair t USING ${ERASED_PAIRS.as('e')}
    WHERE t.recipient_key = e.recipient_key AND (e.scope = '*' OR t.advertiser_id::text = e.scope)`,
});
