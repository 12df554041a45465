import type { Receipt } from '@stopsms/contracts';
import { databaseConnection } from '@stopsms/persistence';
import { Client } from 'pg';

/** Rows of one statement. */
const CHUNK = 2_000;

/** Rows that attribution needs for longer than topics have their records: one for each message, written once and never updated. */
export async function ledgerRows(databaseUrl: string) {
  const client = new Client(databaseConnection(databaseUrl));
  await client.connect();
  await client.query(`
    CREATE TABLE IF NOT EXISTS texted (
      recipient_key text NOT NULL, advertiser_id uuid, message_id uuid NOT NULL, lane text NOT NULL, provider text NOT NULL,
      sender text NOT NULL, reply_code text, sent_at timestamptz NOT NULL);
    CREATE INDEX IF NOT EXISTS texted_recipient ON texted (recipient_key, sent_at);
    CREATE INDEX IF NOT EXISTS texted_age ON texted USING brin (sent_at)`);
  let waiting: Receipt[] = [];
  const flush = async () => {
    const rows = waiting;
    waiting = [];
    if (rows.length === 0) return;
    await client.query(
      `INSERT INTO texted (recipient_key, advertiser_id, message_id, lane, provider, sender, reply_code, sent_at)
       SELECT key, advertiser, message, 'marketing', provider, '36180', '36180', to_timestamp(at / 1000.0)
       FROM unnest($1::text[], $2::uuid[], $3::uuid[], $4::text[], $5::float8[]) AS r(key, advertiser, message, provider, at)
       ORDER BY key`,
      [
        rows.map(({ recipientKey }) => recipientKey),
        rows.map(({ advertiserId }) => advertiserId),
        rows.map(({ messageId }) => messageId),
        rows.map(({ provider }) => provider),
        rows.map(({ at }) => at),
      ],
    );
  };
  return {
    add: async (settled: Receipt[]) => {
      waiting.push(...settled);
      if (waiting.length >= CHUNK) await flush();
    },
    flush,
    close: () => client.end(),
  };
}
