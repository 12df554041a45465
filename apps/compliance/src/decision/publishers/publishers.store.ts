import { rowsOf, statements } from '@stopsms/persistence';
import type { PublishersSql } from './publishers.sql';

/** Messages of publishers with topics of their own; instants are epoch ms. */
export const PUBLISHED = rowsOf('id uuid', 'publisher text', 'advertiser_id uuid', 'at float8');

export const PUBLISHERS_SQL = statements<PublishersSql>({
  keep: `
    INSERT INTO publisher_request (message_id, publisher, advertiser_id, requested_at)
    SELECT m.id, m.publisher, m.advertiser_id, to_timestamp(m.at / 1000.0) FROM ${PUBLISHED.as('m')}
    ON CONFLICT DO NOTHING`,
  owners: `
    SELECT message_id AS id, publisher, advertiser_id AS "advertiserId" FROM publisher_request
    WHERE message_id = ANY($1::uuid[]) AND publisher = ANY($2::text[])`,
  deleteBefore: `
    DELETE FROM publisher_request p WHERE requested_at < to_timestamp($1 / 1000.0)
      AND NOT EXISTS (SELECT FROM open_message m WHERE m.message_id = p.message_id)`,
});
