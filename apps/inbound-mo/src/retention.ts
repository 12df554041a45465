import { rowsOf } from '@stopsms/persistence';
import { RETENTION_CHUNK } from '@stopsms/service';

/** SQL: deletes a chunk of rows that are older than $1, epoch ms. */
export const deleteOlderThan = (table: string, column: string): string =>
  `DELETE FROM ${table} WHERE ctid = ANY (ARRAY(
     SELECT ctid FROM ${table} WHERE ${column} < to_timestamp($1::float8 / 1000.0) LIMIT ${RETENTION_CHUNK})) RETURNING 1 AS deleted`;

/** Erasures, as statements of stores take them; the scope is `*` or an advertiser id. */
export const ERASURES = rowsOf('recipient_key text', 'scope text');
