import { Client } from 'pg';

export interface TableUse {
  /** Table or index. */
  name: string;
  bytes: number;
}

export interface ServerUse {
  wal: number;
  /** Inserted, updated and deleted rows. */
  rows: number;
  /** Tables and indexes. */
  bytes: number;
  tables: TableUse[];
}

/** Returns the totals that PostgreSQL has written, after a checkpoint. */
export async function serverUse(databaseUrl: string): Promise<ServerUse> {
  const client = new Client(databaseUrl);
  await client.connect();
  try {
    await client.query('CHECKPOINT');
    // Sessions report their counts once a second, at the end of a transaction.
    await client.query('SELECT pg_sleep(2.5)');
    const { rows } = await client.query<Record<'wal' | 'rows' | 'bytes', number>>(`
      SELECT pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0')::float8 AS wal,
        coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::float8 AS rows,
        coalesce(sum(pg_total_relation_size(relid)), 0)::float8 AS bytes
      FROM pg_stat_user_tables`);
    const [{ wal, rows: changed, bytes } = { wal: 0, rows: 0, bytes: 0 }] = rows;
    const { rows: tables } = await client.query<TableUse>(`
      SELECT c.relname AS name, pg_relation_size(c.oid)::float8 AS bytes
      FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname = 'inbound_mo' AND c.relkind IN ('r', 'i') ORDER BY c.relname`);
    return { wal, rows: changed, bytes, tables };
  } finally {
    await client.end();
  }
}
