import { rowsOf, statements } from '@stopsms/persistence';
import type { ObservedSql } from './observed.sql';

/** Messages that left and would not have under full enforcement; codes are separated by spaces, instants are epoch ms. */
export const OBSERVED = rowsOf(
  'message_id uuid',
  'advertiser_id uuid',
  'campaign_id uuid null',
  'recipient_key text',
  'level text',
  'verdict text',
  'code text',
  'codes text',
  'at float8',
);
/** Recipients to erase, and the advertiser, or `*`, that they asked. */
export const ERASED_OBSERVED = rowsOf('recipient_key text', 'scope text');

export const OBSERVED_SQL = statements<ObservedSql>({
  // One that came back and is cleared again counts once.
  record: `
    WITH fresh AS (
      INSERT INTO observed_message
        (message_id, advertiser_id, campaign_id, recipient_key, day, level, verdict, code, codes, observed_at)
      SELECT o.message_id, o.advertiser_id, o.campaign_id, o.recipient_key,
        (to_timestamp(o.at / 1000.0) AT TIME ZONE 'UTC')::date, o.level, o.verdict, o.code, string_to_array(o.codes, ' '),
        to_timestamp(o.at / 1000.0)
      FROM ${OBSERVED.as('o')}
      ON CONFLICT (message_id) DO NOTHING
      RETURNING advertiser_id, day, code, verdict
    )
    INSERT INTO observed_day AS d (advertiser_id, day, code, verdict, messages)
    SELECT advertiser_id, day, code, verdict, count(*) FROM fresh GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
    ON CONFLICT (advertiser_id, day, code, verdict) DO UPDATE SET messages = d.messages + excluded.messages`,
  days: `
    SELECT day::text AS day, code, verdict, messages::float8 AS messages FROM observed_day
    WHERE advertiser_id = $1 AND day BETWEEN $2 AND $3 ORDER BY day DESC, messages DESC, code, verdict`,
  page: `
    SELECT message_id AS "messageId", campaign_id AS "campaignId", level, verdict, code, codes, observed_at AS at
    FROM observed_message
    WHERE advertiser_id = $1 AND day = $2 AND code = $3 AND ($4::uuid IS NULL OR message_id > $4)
    ORDER BY message_id LIMIT $5`,
  erase: `
    DELETE FROM observed_message o USING ${ERASED_OBSERVED.as('e')}
    WHERE o.recipient_key = e.recipient_key AND (e.scope = '*' OR o.advertiser_id::text = e.scope)`,
  deleteMessagesBefore: 'DELETE FROM observed_message WHERE observed_at < to_timestamp($1 / 1000.0)',
  deleteDaysBefore: 'DELETE FROM observed_day WHERE day < to_timestamp($1 / 1000.0)',
});
